import { readApplication } from '@huzhu/db/application/read-application';
import { recordEvent } from '@huzhu/db/audit/record-event';
import type { Transaction } from '@huzhu/db/connect';
import { changeReceipt, claimReceipt, lockReceipts, type ReceiptRecord } from '@huzhu/db/receipt/receipt-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { ApplicationState } from '@huzhu/domain/application/application-state';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { formatYuan } from '@huzhu/domain/money/money';
import type {
  ClaimReceiptsInput,
  refundReceiptInput,
  reopenReceiptInput,
  setAsideReceiptInput,
} from '@huzhu/domain/receipt/receipt.schema';
import type { z } from 'zod';
import { type Actor, actingRole, scopeOf } from '../access/actor.ts';
import { openRefund } from '../application/open-refund.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { lockForDecision, settlePayment } from './decide-payment.ts';
import { leftOf } from './list-receipts.ts';

/**
 * Confirms the payment of every application by these receipts: one transfer for several notices, or several for one. Each gets what its
 * notice asks for; what is left over of a payment for one application opens a refund with it, of one for several stays 未认领.
 * @throws RECEIPT_MOVED, UNDERPAID, and the refusals of confirmPayment; then nothing at all has changed
 */
export async function claimReceipts(services: Services, actor: Actor, input: ClaimReceiptsInput): Promise<void> {
  const today = await services.clock.today();
  await withScope(services.db, scopeOf(actor), async (tx) => {
    await once(tx, actor, 'receipt.claim', input, async () => {
      // In the order of the numbers: two who claim the same applications at once meet at the first.
      const wanted = [...input.applications].sort((a, b) => (a.number < b.number ? -1 : 1));
      const decisions = [];
      for (const each of wanted) decisions.push(await lockForDecision(tx, actor, each, 'confirm_payment'));
      const receipts = await lockReceipts(tx, input.receiptIds);
      if (receipts.length !== input.receiptIds.length || receipts.some((each) => each.state !== 'open')) {
        throw new DomainError('RECEIPT_MOVED');
      }
      const purse = receipts.map((receipt) => ({ receipt, leftFen: leftOf(receipt) }));
      const held = purse.reduce((sum, each) => sum + each.leftFen, 0);
      const asked = decisions.reduce((sum, { notice }) => sum + notice.totalFen, 0);
      if (held < asked) {
        throw new DomainError('UNDERPAID', {
          received: formatYuan(held),
          total: formatYuan(asked),
          missing: formatYuan(asked - held),
        });
      }
      for (const decision of decisions) {
        const amountFen = decisions.length === 1 ? held : decision.notice.totalFen;
        const parts = take(purse, amountFen);
        const { application, payment } = decision;
        await settlePayment(
          tx,
          actor,
          decision,
          {
            receivedFen: amountFen,
            receivedOn: latest(parts.map(({ receipt }) => receipt.receivedOn)),
            bankReference: parts
              .map(({ receipt }) => receipt.reference || receipt.payerName)
              .join('、')
              .slice(0, 60),
          },
          { today, requestId: input.requestId },
        );
        for (const { receipt, fen } of parts) {
          await claimReceipt(tx, {
            receiptId: receipt.id,
            applicationId: application.id,
            unitId: application.unitId,
            paymentId: payment.id,
            amountFen: fen,
            claimedBy: actor.staffId,
          });
        }
      }
      return null;
    });
  });
}

/** Takes so much out of the receipts, in their order. */
function take(
  purse: { readonly receipt: ReceiptRecord; leftFen: number }[],
  amountFen: number,
): { readonly receipt: ReceiptRecord; readonly fen: number }[] {
  let missing = amountFen;
  const parts: { receipt: ReceiptRecord; fen: number }[] = [];
  for (const each of purse) {
    const fen = Math.min(each.leftFen, missing);
    if (fen <= 0) continue;
    each.leftFen -= fen;
    missing -= fen;
    parts.push({ receipt: each.receipt, fen });
  }
  return parts;
}

const latest = (days: readonly CalendarDate[]): CalendarDate => [...days].sort().at(-1) as CalendarDate;

const ENDED: readonly ApplicationState[] = ['voided', 'withdrawn', 'rejected', 'terminated'];

/** Money for an application that had ended: what is left of it goes back. @throws RECEIPT_MOVED, RECEIPT_NOT_ENDED */
export async function refundReceipt(
  services: Services,
  actor: Actor,
  input: z.infer<typeof refundReceiptInput>,
): Promise<void> {
  const today = await services.clock.today();
  await withScope(services.db, scopeOf(actor), async (tx) => {
    await once(tx, actor, 'receipt.refund', input, async () => {
      const application = await readApplication(tx, { number: input.number }, { lock: true });
      if (!application) throw new DomainError('NOT_FOUND');
      if (!ENDED.includes(application.state)) throw new DomainError('RECEIPT_NOT_ENDED');
      const receipt = await requireOpen(tx, input.receiptId);
      const amountFen = leftOf(receipt);
      const { reason } = input;
      const refundId = await openRefund(tx, application, { cause: 'voided', amountFen, reason }, today);
      await claimReceipt(tx, {
        receiptId: receipt.id,
        applicationId: application.id,
        unitId: application.unitId,
        refundId,
        amountFen,
        claimedBy: actor.staffId,
      });
      await recordApplicationEvent(tx, actor, application, {
        action: '到账转退款',
        reason,
        requestId: input.requestId,
        by: ['finance'],
        details: { amountFen },
      });
      return null;
    });
  });
}

/** 另行处理: not for any application, with the reason. @throws RECEIPT_MOVED */
export async function setAsideReceipt(
  services: Services,
  actor: Actor,
  input: z.infer<typeof setAsideReceiptInput>,
): Promise<void> {
  await handle(services, actor, 'receipt.setAside', input, async (tx) => {
    const receipt = await requireOpen(tx, input.receiptId);
    await changeReceipt(tx, receipt.id, { state: 'set_aside', note: input.reason, handledBy: actor.staffId });
    return { action: '到账另行处理', reason: input.reason };
  });
}

/** Back to 未认领. @throws RECEIPT_MOVED when it was not set aside */
export async function reopenReceipt(
  services: Services,
  actor: Actor,
  input: z.infer<typeof reopenReceiptInput>,
): Promise<void> {
  await handle(services, actor, 'receipt.reopen', input, async (tx) => {
    const [receipt] = await lockReceipts(tx, [input.receiptId]);
    if (receipt?.state !== 'set_aside') throw new DomainError('RECEIPT_MOVED');
    await changeReceipt(tx, receipt.id, { state: 'open', note: '', handledBy: actor.staffId });
    return { action: '到账恢复未认领', reason: null };
  });
}

async function handle(
  services: Services,
  actor: Actor,
  procedure: string,
  input: { readonly requestId: string; readonly receiptId: string },
  work: (tx: Transaction) => Promise<{ action: string; reason: string | null }>,
): Promise<void> {
  await withScope(services.db, scopeOf(actor), async (tx) => {
    await once(tx, actor, procedure, input, async () => {
      const { action, reason } = await work(tx);
      await recordEvent(tx, {
        staffId: actor.staffId,
        staffName: actor.name,
        role: actingRole(actor, ['finance']),
        action,
        reason,
        subjectType: 'receipt',
        subjectId: input.receiptId,
        requestId: input.requestId,
        address: actor.address,
      });
      return null;
    });
  });
}

async function requireOpen(tx: Transaction, id: string): Promise<ReceiptRecord> {
  const [receipt] = await lockReceipts(tx, [id]);
  if (receipt?.state !== 'open') throw new DomainError('RECEIPT_MOVED');
  return receipt;
}
