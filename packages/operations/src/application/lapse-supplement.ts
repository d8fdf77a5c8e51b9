import { type ApplicationRecord, readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { releaseCover } from '@huzhu/db/cover/reserve-cover';
import { endCover, settleCover } from '@huzhu/db/cover/settle-cover';
import { readStandingInvoice } from '@huzhu/db/invoice/invoice-store';
import { decidePayment, readLastPayment } from '@huzhu/db/payment/payment-store';
import { findSupplementsOf, UNDER_WAY } from '@huzhu/db/policy/supplement-store';
import { calledApplication } from '@huzhu/domain/application/application.schema';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Mover } from '../access/actor.ts';
import { notify } from '../notification/notify.ts';
import { closeNotice } from './close-notice.ts';
import { moveApplication } from './move-application.ts';
import { openRefund } from './open-refund.ts';

/**
 * A supplement whose policy ended before it began (domain.md, Supplement): voided, its reservation released, its notice with it, what was
 * confirmed as paid goes back, and both the unit and the society are told. With an invoice that stands it waits until finance has
 * reversed it, like every void; the timer asks again.
 * @param application locked, under way
 * @returns whether it lapsed
 */
export async function lapseSupplement(
  tx: Transaction,
  by: Mover,
  application: ApplicationRecord,
  today: CalendarDate,
): Promise<boolean> {
  const { parent, state } = application;
  if (!parent || (await readStandingInvoice(tx, application.id))) return false;
  const reason = `原保单 ${parent.policyNumber} 已${parent.state === 'terminated' ? '终止' : '到期'}`;
  const notice = await closeNotice(tx, application, reason);
  if (state === 'pending_verification') await returnStatedPayment(tx, application, reason, today);
  await moveApplication(tx, by, application, 'lapse', { reason, ...(notice ? { details: { notice } } : {}) });
  await giveUpCover(tx, application);
  const paidFen = state === 'pending_effective' ? (application.premiumFen ?? 0) : 0;
  if (paidFen > 0) await openRefund(tx, application, { cause: 'voided', amountFen: paidFen, reason }, today);
  const sentence = `${calledApplication(application)} 已作废：${reason}。`;
  const back = paidFen > 0 ? '已收的款项将退回。' : '';
  const told = { kind: 'voided', sentence: `${sentence}${back}新职工请在续保时一并加入名单。` } as const;
  await notify(tx, by, application, 'unit', told);
  const role = state === 'pending_review' || state === 'returned' ? 'reviewer' : 'finance';
  const kind = 'voided' as const;
  await notify(tx, by, application, role, { kind, sentence: `${application.unit.name}的${sentence}${back}` });
  return true;
}

/** What a policy's termination does to its supplements: those in force end with it, those under way lapse. */
export async function endSupplementsOf(
  tx: Transaction,
  by: Mover,
  policyId: number,
  { reason, today, requestId }: { readonly reason: string; readonly today: CalendarDate; readonly requestId: string },
): Promise<void> {
  for (const id of await findSupplementsOf(tx, policyId, ['in_force', ...UNDER_WAY])) {
    const application = await readApplication(tx, { id }, { lock: true });
    if (application?.state === 'in_force') {
      await moveApplication(tx, by, application, 'terminate', { requestId, reason, details: { lastDay: today } });
      await endCover(tx, id, today);
    } else if (application && (UNDER_WAY as readonly string[]).includes(application.state)) {
      await lapseSupplement(tx, by, application, today);
    }
  }
}

/** Cover that has not begun is a reservation again, and is given up like one. */
async function giveUpCover(tx: Transaction, application: ApplicationRecord): Promise<void> {
  const { effectiveDate: start, endDate: end, state } = application;
  if (state === 'pending_effective' && start && end) await settleCover(tx, application.id, { start, end }, 'reserved');
  await releaseCover(tx, application.id);
}

/** 划款信息 that nobody has confirmed: should the money come, finance finds it unclaimed and pays it back. */
async function returnStatedPayment(
  tx: Transaction,
  application: ApplicationRecord,
  reason: string,
  today: CalendarDate,
): Promise<void> {
  const payment = await readLastPayment(tx, application.id);
  if (payment?.state !== 'submitted') return;
  await decidePayment(tx, payment.id, { state: 'returned', decidedBy: null, decidedOn: today, reason });
}
