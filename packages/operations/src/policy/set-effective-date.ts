import { type ApplicationRecord, readApplication } from '@huzhu/db/application/read-application';
import { changeApplication } from '@huzhu/db/application/write-application';
import type { Transaction } from '@huzhu/db/connect';
import { lockPlans } from '@huzhu/db/cover/reserve-cover';
import { settleCover } from '@huzhu/db/cover/settle-cover';
import { readLastPayment } from '@huzhu/db/payment/payment-store';
import { countRows } from '@huzhu/db/roster/count-rows';
import { type ApplicationView, calledApplication } from '@huzhu/domain/application/application.schema';
import { APPLICATION_STATES } from '@huzhu/domain/application/application-state';
import { addDays, type CalendarDate, inProse } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { SetEffectiveDateInput } from '@huzhu/domain/policy/policy.schema';
import { type Actor, refuseOwnWork } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { countPremium } from '../application/count-premium.ts';
import { excludeIneligible } from '../application/exclude-ineligible.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { earliestStart, endOf, refusalOfParent } from '../application/reference-term.ts';
import { refundDifference } from '../application/refund-difference.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';

/**
 * 设置生效时间: the day on which cover begins, never before the day after the payment was confirmed nor before tomorrow. Ages
 * and overlaps are asked once more for that day; who fails gets the money back. Setting it again before it begins moves it.
 * @throws EFFECTIVE_DATE_PAST, OWN_WORK, ILLEGAL_TRANSITION, STALE_VERSION
 */
export async function setEffectiveDate(
  services: Services,
  actor: Actor,
  input: SetEffectiveDateInput,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'policy.setEffectiveDate', input, async (tx, today) => {
    const application = await lockPendingEffective(tx, actor, input);
    await refuseEarly(tx, actor, application, input.effectiveDate, today);
    const { rosterVersionId } = application;
    const end = endOf(application, input.effectiveDate);
    if (!end || !rosterVersionId) throw new DomainError('ROSTER_MISSING');
    const late = refusalOfParent(application, input.effectiveDate);
    if (late) throw late;
    const term = { start: input.effectiveDate, end };
    await lockPlans(
      tx,
      application.plans.map((line) => line.planId),
    );
    const excluded = await excludeIneligible(tx, application, term);
    const { rows: headcount } = await countRows(tx, rosterVersionId);
    if (headcount === 0) throw new DomainError('NOBODY_ELIGIBLE');
    await settleCover(tx, application.id, term, 'pending');
    const { totalFen } = await countPremium(tx, application, rosterVersionId, term.start);
    const changed = await changeApplication(tx, application, {
      effectiveDate: term.start,
      endDate: term.end,
      effectiveSetAt: new Date(),
      effectiveSetBy: actor.staffId,
      headcount,
      premiumFen: totalFen,
    });
    if (changed === undefined) throw new DomainError('STALE_VERSION');
    await refundDifference(tx, application, { totalFen, excluded }, today);
    await recordApplicationEvent(tx, actor, application, {
      action: '设置生效时间',
      by: ['society_admin'],
      requestId: input.requestId,
      details: { start: term.start, end: term.end, excluded, before: application.effectiveDate },
    });
    await notify(tx, actor, application, 'unit', {
      kind: 'effective_set',
      sentence: `${calledApplication(application)} 将于${inProse(term.start)}零时生效${excluded > 0 ? `，其中 ${excluded} 人不予承保，款项将退回` : ''}。`,
    });
    return application.number;
  });
}

async function lockPendingEffective(
  tx: Transaction,
  actor: Actor,
  input: SetEffectiveDateInput,
): Promise<ApplicationRecord> {
  const application = await readApplication(tx, { number: input.number }, { lock: true });
  if (!application) throw new DomainError('NOT_FOUND');
  if (!actor.roles.includes('society_admin')) throw new DomainError('FORBIDDEN');
  if (application.state !== 'pending_effective') {
    throw new DomainError('ILLEGAL_TRANSITION', { state: APPLICATION_STATES[application.state] });
  }
  if (application.version !== input.version) throw new DomainError('STALE_VERSION');
  return application;
}

/** Not before tomorrow, nor before the day after the payment was confirmed, nor before the day the unit asked for. */
async function refuseEarly(
  tx: Transaction,
  actor: Actor,
  application: ApplicationRecord,
  wanted: CalendarDate,
  today: CalendarDate,
): Promise<void> {
  const payment = await readLastPayment(tx, application.id);
  if (!payment?.decidedOn) throw new DomainError('NOT_FOUND');
  refuseOwnWork(actor, [payment.decidedBy, payment.submittedBy, application.submittedBy]);
  const first = earliestStart(application, today);
  const floors = [first, addDays(payment.decidedOn, 1), application.requestedDate ?? first];
  const earliest = floors.sort().at(-1) ?? first;
  if (wanted < earliest) throw new DomainError('EFFECTIVE_DATE_PAST', { earliest });
}
