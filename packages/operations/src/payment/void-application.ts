import { readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { releaseCover } from '@huzhu/db/cover/reserve-cover';
import { readStandingInvoice } from '@huzhu/db/invoice/invoice-store';
import { findOverdue } from '@huzhu/db/payment/payment-notice-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import {
  type ApplicationView,
  calledApplication,
  type MoveWithReasonInput,
} from '@huzhu/domain/application/application.schema';
import { type Actor, type Mover, TIMER } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { closeNotice } from '../application/close-notice.ts';
import { lockForMove } from '../application/lock-for-move.ts';
import { moveApplication } from '../application/move-application.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';

/** 作废 by society_admin. @throws INVOICE_STANDS, and the refusals of a move */
export async function voidApplication(
  services: Services,
  actor: Actor,
  input: MoveWithReasonInput,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'payment.void', input, async (tx) => {
    const application = await lockForMove(tx, actor, input, 'void');
    await carryOut(tx, actor, application, input.reason, input.requestId);
    return application.number;
  });
}

const OVERDUE = '逾期未缴费';

/** The timer's part: notices that are overdue, one transaction each; those with an invoice wait for finance. @returns how many */
export async function voidOverdue(services: Services): Promise<number> {
  const today = await services.clock.today();
  const ids = await withScope(services.db, { all: true }, (tx) => findOverdue(tx, today, 500));
  let voided = 0;
  for (const id of ids) {
    voided += await withScope(services.db, { all: true }, async (tx) => {
      const application = await readApplication(tx, { id }, { lock: true });
      if (application?.state !== 'pending_payment' || (await readStandingInvoice(tx, id))) return 0;
      await carryOut(tx, TIMER, application, OVERDUE);
      return 1;
    });
  }
  return voided;
}

async function carryOut(
  tx: Transaction,
  by: Mover,
  application: Parameters<typeof moveApplication>[2],
  reason: string,
  requestId?: string,
): Promise<void> {
  const notice = await closeNotice(tx, application, reason);
  await moveApplication(tx, by, application, 'void', {
    reason,
    ...(requestId ? { requestId } : {}),
    ...(notice ? { details: { notice } } : {}),
  });
  await releaseCover(tx, application.id);
  await notify(tx, by, application, 'unit', {
    kind: 'voided',
    sentence: `${calledApplication(application)} 已作废：${reason}。需要参保请重新申请。`,
  });
}
