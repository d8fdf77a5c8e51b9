import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { lockPlans, reserveCover } from '@huzhu/db/cover/reserve-cover';
import { settleCover } from '@huzhu/db/cover/settle-cover';
import type { PaymentNoticeRecord } from '@huzhu/db/payment/payment-notice-store';
import { countRows } from '@huzhu/db/roster/count-rows';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { Actor } from '../access/actor.ts';
import { countPremium } from './count-premium.ts';
import { excludeIneligible } from './exclude-ineligible.ts';
import { issueNotice } from './issue-notice.ts';
import { moveApplication } from './move-application.ts';
import { referenceTerm, refusalOfParent } from './reference-term.ts';

/**
 * Into 待缴费, by approval or because society_admin re-opens what had lapsed: the checks are made again, who fails becomes 不予承保 alone,
 * the premium is frozen and a 缴费通知书 issued.
 * @throws ROSTER_MISSING, NOBODY_ELIGIBLE, the refusals of a supplement, and the refusals of a move
 */
export async function openForPayment(
  tx: Transaction,
  actor: Actor,
  application: ApplicationRecord,
  event: 'approve' | 'reopen',
  { today, requestId, reason }: { readonly today: CalendarDate; readonly requestId: string; readonly reason?: string },
): Promise<{ readonly notice: PaymentNoticeRecord; readonly excluded: number }> {
  const { start, end } = referenceTerm(application, today);
  const { id: applicationId, rosterVersionId } = application;
  if (!rosterVersionId || !end) throw new DomainError('ROSTER_MISSING');
  const late = refusalOfParent(application, start);
  if (late) throw late;
  await lockPlans(
    tx,
    application.plans.map((plan) => plan.planId),
  );
  const excluded = await excludeIneligible(tx, application, { start, end });
  const { rows: headcount } = await countRows(tx, rosterVersionId);
  if (headcount === 0) throw new DomainError('NOBODY_ELIGIBLE');
  // What had lapsed gave its reservation up; who was insured elsewhere meanwhile has just fallen out.
  if (event === 'reopen') await reserveCover(tx, { applicationId, rosterVersionId, start, end });
  await settleCover(tx, applicationId, { start, end }, 'reserved');
  const premium = await countPremium(tx, application, rosterVersionId, start);
  await moveApplication(tx, actor, application, event, {
    requestId,
    ...(reason ? { reason } : {}),
    fields: { headcount, premiumFen: premium.totalFen, effectiveDate: start, endDate: end },
    details: { headcount, premiumFen: premium.totalFen, excluded },
  });
  return { notice: await issueNotice(tx, actor, application, { ...premium, headcount }, today), excluded };
}
