import { listCoverOf } from '@huzhu/db/cover/read-cover';
import { readLastNotice } from '@huzhu/db/payment/payment-notice-store';
import { type EndorsementRecord, listEndorsements as readAll } from '@huzhu/db/policy/endorsement-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { EndorsementItem, EndorsementView, listEndorsedInput } from '@huzhu/domain/policy/endorsement.schema';
import type { InsuredPage } from '@huzhu/domain/policy/policy.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { loadEndorsement } from './load-endorsement.ts';
import { loadPolicy } from './load-policy.ts';
import { personFilter } from './person-filter.ts';
import { viewCover } from './view-policy.ts';

const PAGE = 50;

/** 补充申请明细 of a policy: its 保全, the first one first. @throws NOT_FOUND */
export async function listEndorsements(
  services: Services,
  actor: Actor,
  policyNumber: string,
): Promise<EndorsementItem[]> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const { id } = await loadPolicy(tx, policyNumber);
    return (await readAll(tx, id)).map(viewItem);
  });
}

/** 【补充申请明细】 of one 保全. @throws NOT_FOUND */
export async function getEndorsement(services: Services, actor: Actor, number: string): Promise<EndorsementView> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const endorsement = await loadEndorsement(tx, number);
    const { applicationId } = endorsement;
    const notice = applicationId === null ? undefined : await readLastNotice(tx, applicationId);
    return {
      ...viewItem(endorsement),
      policyNumber: endorsement.policyNumber,
      unitName: endorsement.unitName,
      end: endorsement.content.end,
      lines: endorsement.content.lines,
      verificationCode: endorsement.verifyToken,
      notice: notice && !notice.voidedAt ? { number: notice.number, ready: notice.fileId !== null } : null,
      roster: applicationId !== null,
      corrections: endorsement.content.corrections,
      removed: endorsement.content.removed,
    };
  });
}

/** The persons that a 保全 added, by person and plan. @throws NOT_FOUND */
export async function listEndorsed(
  services: Services,
  actor: Actor,
  input: z.infer<typeof listEndorsedInput>,
): Promise<InsuredPage> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const { applicationId } = await loadEndorsement(tx, input.endorsementNumber);
    if (applicationId === null) return { total: 0, lines: [], next: null };
    const page = { after: input.cursor ?? 0, limit: PAGE };
    const { rows, total, next } = await listCoverOf(tx, { applicationId }, personFilter(services, input.query), page);
    return { total, lines: rows.map(viewCover), next };
  });
}

function viewItem(endorsement: EndorsementRecord): EndorsementItem {
  const { number, sequence, kind, effectiveDate, issuedOn, headcount, shares, premiumFen } = endorsement;
  return {
    number,
    sequence,
    kind,
    applicationNumber: endorsement.applicationNumber,
    effectiveDate,
    issuedOn,
    before: {
      headcount: endorsement.beforeHeadcount,
      shares: endorsement.beforeShares,
      premiumFen: endorsement.beforePremiumFen,
    },
    headcount,
    shares,
    premiumFen,
    ready: endorsement.fileId !== null,
    invoiceNumber: endorsement.invoiceNumber,
  };
}
