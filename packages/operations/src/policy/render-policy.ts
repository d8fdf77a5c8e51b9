import { type CoverRecord, readAllCoverOf } from '@huzhu/db/cover/read-cover';
import { type PolicyPlanRecord, type PolicyRecord, readPolicy, setPolicyFile } from '@huzhu/db/policy/read-policies';
import { withScope } from '@huzhu/db/scope/with-scope';
import { readSocietySettings } from '@huzhu/db/setting/society-settings-store';
import type { PdfTask } from '@huzhu/documents/pdf/render-pdf';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import { keepDocument } from '../document/keep-document.ts';
import { listedPersons } from '../document/listed-persons.ts';
import type { Services } from '../services.ts';
import { verificationAddress } from './verification-address.ts';

/** Makes the PDF of an 电子保单 from the cover as it began. May be run again: the first file counts. */
export async function renderPolicy(services: Services, policyId: number): Promise<void> {
  const found = await withScope(services.db, { all: true }, async (tx) => {
    const policy = await readPolicy(tx, { id: policyId });
    if (!policy || policy.fileId) return undefined;
    return {
      policy,
      cover: await readAllCoverOf(tx, { applicationId: policy.applicationId }),
      society: await readSocietySettings(tx),
    };
  });
  if (!found) return;
  const { policy, cover, society } = found;
  await keepDocument(services, {
    task: taskOf(policy, cover, society, services.publicUrl),
    name: `电子保单 ${policy.number}.pdf`,
    kind: 'policy',
    signedFor: '签发电子保单',
    unitId: policy.unitId,
    wanted: async (tx) => {
      const now = await readPolicy(tx, { id: policyId }, { lock: true });
      return now !== undefined && !now.fileId;
    },
    keep: (tx, fileId) => setPolicyFile(tx, policyId, fileId),
  });
}

function taskOf(
  policy: PolicyRecord,
  cover: readonly CoverRecord[],
  society: SocietySettings,
  publicUrl: string | undefined,
): PdfTask {
  return {
    kind: 'policy',
    document: {
      number: policy.number,
      version: policy.documentVersion,
      dated: policy.issuedOn,
      hash: policy.contentHash,
      qr: verificationAddress(publicUrl, policy.verifyToken),
      sample: !society.approved,
    },
    society,
    unit: { name: policy.unit.name, creditCode: policy.unit.creditCode },
    start: policy.startDate,
    end: policy.endDate,
    headcount: policy.headcount,
    verificationCode: policy.verifyToken,
    plans: policy.plans
      .filter((line) => line.headcount > 0)
      .map((line) =>
        planOf(
          line,
          cover.filter((each) => each.planId === line.planId),
        ),
      ),
  };
}

function planOf({ version, headcount, shares, premiumFen }: PolicyPlanRecord, cover: readonly CoverRecord[]) {
  const persons = listedPersons(cover);
  const each = new Set(persons.map(({ tranches }) => tranches.reduce((sum, tranche) => sum + tranche.shares, 0)));
  const [only] = each;
  return {
    plan: version,
    headcount,
    shares,
    sharesPerPerson: each.size === 1 && only !== undefined ? only : null,
    feePerShareFen: version.feePerShareFen,
    amountFen: premiumFen,
    persons,
  };
}
