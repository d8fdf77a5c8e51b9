import {
  claimReceiptsInput,
  listReceiptsInput,
  receiptList,
  reconcileDayInput,
  reconciledDay,
  refundReceiptInput,
  reopenReceiptInput,
  setAsideReceiptInput,
} from '@huzhu/domain/receipt/receipt.schema';
import { claimReceipts, refundReceipt, reopenReceipt, setAsideReceipt } from '@huzhu/operations/payment/claim-receipts';
import { listReceipts } from '@huzhu/operations/payment/list-receipts';
import { reconcileDay } from '@huzhu/operations/payment/reconcile-day';
import { z } from 'zod';
import { procedureFor, router } from '../trpc/trpc.ts';

const financeProcedure = procedureFor(['finance']);
/** society_admin looks on. */
const deskProcedure = procedureFor(['finance', 'society_admin']);

export const receiptRouter = router({
  list: deskProcedure
    .input(listReceiptsInput)
    .output(receiptList)
    .query(({ ctx, input }) => listReceipts(ctx.services, ctx.actor, input)),
  claim: financeProcedure
    .input(claimReceiptsInput)
    .output(z.void())
    .mutation(({ ctx, input }) => claimReceipts(ctx.services, ctx.actor, input)),
  refund: financeProcedure
    .input(refundReceiptInput)
    .output(z.void())
    .mutation(({ ctx, input }) => refundReceipt(ctx.services, ctx.actor, input)),
  setAside: financeProcedure
    .input(setAsideReceiptInput)
    .output(z.void())
    .mutation(({ ctx, input }) => setAsideReceipt(ctx.services, ctx.actor, input)),
  reopen: financeProcedure
    .input(reopenReceiptInput)
    .output(z.void())
    .mutation(({ ctx, input }) => reopenReceipt(ctx.services, ctx.actor, input)),
  day: deskProcedure
    .input(reconcileDayInput)
    .output(reconciledDay)
    .query(({ ctx, input }) => reconcileDay(ctx.services, ctx.actor, input.day)),
});
