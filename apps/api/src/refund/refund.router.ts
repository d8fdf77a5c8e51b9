import {
  approveRefundInput,
  failRefundInput,
  listRefundsInput,
  proposeRefundInput,
  refundList,
  settleRefundInput,
} from '@huzhu/domain/refund/refund.schema';
import {
  approveRefund,
  failRefund,
  listRefunds,
  proposeRefund,
  retryRefund,
  settleRefund,
} from '@huzhu/operations/payment/settle-refund';
import { z } from 'zod';
import { procedureFor, router } from '../trpc/trpc.ts';

const financeProcedure = procedureFor(['finance']);

export const refundRouter = router({
  list: procedureFor(['finance', 'society_admin'])
    .input(listRefundsInput)
    .output(refundList)
    .query(({ ctx, input }) => listRefunds(ctx.services, ctx.actor, input.state)),
  propose: financeProcedure
    .input(proposeRefundInput)
    .output(z.void())
    .mutation(({ ctx, input }) => proposeRefund(ctx.services, ctx.actor, input)),
  approve: financeProcedure
    .input(approveRefundInput)
    .output(z.void())
    .mutation(({ ctx, input }) => approveRefund(ctx.services, ctx.actor, input)),
  settle: financeProcedure
    .input(settleRefundInput)
    .output(z.void())
    .mutation(({ ctx, input }) => settleRefund(ctx.services, ctx.actor, input)),
  fail: financeProcedure
    .input(failRefundInput)
    .output(z.void())
    .mutation(({ ctx, input }) => failRefund(ctx.services, ctx.actor, input)),
  retry: financeProcedure
    .input(approveRefundInput)
    .output(z.void())
    .mutation(({ ctx, input }) => retryRefund(ctx.services, ctx.actor, input)),
});
