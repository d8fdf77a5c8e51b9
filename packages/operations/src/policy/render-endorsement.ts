import { type CoverRecord, readAllCoverOf } from '@huzhu/db/cover/read-cover';
import { type EndorsementRecord, readEndorsement, setEndorsementFile } from '@huzhu/db/policy/endorsement-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { readSocietySettings } from '@huzhu/db/setting/society-settings-store';
import type { PdfTask } from '@huzhu/documents/pdf/render-pdf';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import { keepDocument } from '../document/keep-document.ts';
import { listedPersons } from '../document/listed-persons.ts';
import { premiumRows } from '../document/premium-rows.ts';
import type { Services } from '../services.ts';
import { verificationAddress } from './verification-address.ts';

/** Makes the PDF of an 电子保全单 from the cover as it began. May be run again: the first file counts. */
export async function renderEndorsement(services: Services, endorsementId: number): Promise<void> {
  const found = await withScope(services.db, { all: true }, async (tx) => {
    const endorsement = await readEndorsement(tx, { id: endorsementId });
    if (!endorsement || endorsement.fileId) return undefined;
    const { applicationId } = endorsement;
    const cover = applicationId === null ? [] : await readAllCoverOf(tx, { applicationId });
    return { endorsement, cover, society: await readSocietySettings(tx) };
  });
  if (!found) return;
  const { endorsement, cover, society } = found;
  await keepDocument(services, {
    task: taskOf(endorsement, cover, society, services.publicUrl),
    name: `电子保全单 ${endorsement.number}.pdf`,
    kind: 'endorsement',
    signedFor: '签发电子保全单',
    unitId: endorsement.unitId,
    wanted: async (tx) => {
      const now = await readEndorsement(tx, { id: endorsementId }, { lock: true });
      return now !== undefined && !now.fileId;
    },
    keep: (tx, fileId) => setEndorsementFile(tx, endorsementId, fileId),
  });
}

function taskOf(
  endorsement: EndorsementRecord,
  cover: readonly CoverRecord[],
  society: SocietySettings,
  publicUrl: string | undefined,
): PdfTask {
  const { content } = endorsement;
  const lines = content.lines.filter((line) => line.headcount > 0);
  return {
    kind: 'endorsement',
    document: {
      number: endorsement.number,
      version: endorsement.documentVersion,
      dated: endorsement.issuedOn,
      hash: endorsement.contentHash,
      qr: verificationAddress(publicUrl, endorsement.verifyToken),
      sample: !society.approved,
    },
    society,
    unit: content.unit,
    sequence: endorsement.sequence,
    policyNumber: content.policyNumber,
    applicationNumber: content.applicationNumber,
    effective: endorsement.effectiveDate,
    end: content.end,
    waiting: waitingOf(cover),
    before: {
      headcount: endorsement.beforeHeadcount,
      shares: endorsement.beforeShares,
      amountFen: endorsement.beforePremiumFen,
    },
    added: { headcount: endorsement.headcount, shares: endorsement.shares, amountFen: endorsement.premiumFen },
    rows: premiumRows(lines, true),
    ...(content.corrections && {
      corrections: content.corrections.map(({ idMasked, ...row }) => ({ ...row, maskedNumber: idMasked })),
    }),
    ...(content.removed && { removed: removedRows(content.removed) }),
    lists: lines.map((line) => ({
      plan: { name: line.name, version: line.versionLabel },
      start: endorsement.effectiveDate,
      end: content.end,
      persons: listedPersons(
        cover.filter((one) => one.version.code === line.code),
        line.beforeHeadcount + 1,
      ),
    })),
  };
}

/** 免责期 in a word: of the plans that have one, when they agree. */
function waitingOf(cover: readonly CoverRecord[]): string {
  const waits = new Set(cover.map((one) => one.version.waiting.firstDays).filter((days) => days > 0));
  const [only] = waits;
  if (only === undefined) return '无';
  return waits.size === 1 ? `${only}天` : '按各计划';
}

/** One row a person, whatever plans they were in. */
function removedRows(removed: NonNullable<EndorsementRecord['content']['removed']>) {
  const persons = new Map<string, { name: string; documentType: string; maskedNumber: string; shares: string }>();
  for (const { name, documentType, idMasked, plan, shares } of removed) {
    const key = `${name} ${documentType} ${idMasked}`;
    const before = persons.get(key);
    const told = `${plan} ${shares} 份`;
    persons.set(key, {
      name,
      documentType,
      maskedNumber: idMasked,
      shares: before ? `${before.shares}、${told}` : told,
    });
  }
  return [...persons.values()];
}
