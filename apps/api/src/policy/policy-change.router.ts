import {
  approveChangeInput,
  listChangesInput,
  policyChangeList,
  policyChangeView,
  refuseChangeInput,
  requestCorrectionInput,
  requestRemovalInput,
  withdrawChangeInput,
} from '@huzhu/domain/policy/policy-change.schema';
import {
  approvePolicyChange,
  refusePolicyChange,
  withdrawPolicyChange,
} from '@huzhu/operations/policy/decide-policy-change';
import { requestCorrection, requestRemoval } from '@huzhu/operations/policy/request-policy-change';
import { listPolicyChanges } from '@huzhu/operations/policy/view-policy-change';
import { procedureFor, readerProcedure, router, unitProcedure } from '../trpc/trpc.ts';

const reviewerProcedure = procedureFor(['reviewer']);

export const policyChangeRouter = router({
  list: readerProcedure
    .input(listChangesInput)
    .output(policyChangeList)
    .query(({ ctx, input }) => listPolicyChanges(ctx.services, ctx.actor, input)),
  correct: unitProcedure
    .input(requestCorrectionInput)
    .output(policyChangeView)
    .mutation(({ ctx, input }) => requestCorrection(ctx.services, ctx.actor, input)),
  remove: unitProcedure
    .input(requestRemovalInput)
    .output(policyChangeView)
    .mutation(({ ctx, input }) => requestRemoval(ctx.services, ctx.actor, input)),
  withdraw: unitProcedure
    .input(withdrawChangeInput)
    .output(policyChangeView)
    .mutation(({ ctx, input }) => withdrawPolicyChange(ctx.services, ctx.actor, input)),
  approve: reviewerProcedure
    .input(approveChangeInput)
    .output(policyChangeView)
    .mutation(({ ctx, input }) => approvePolicyChange(ctx.services, ctx.actor, input)),
  refuse: reviewerProcedure
    .input(refuseChangeInput)
    .output(policyChangeView)
    .mutation(({ ctx, input }) => refusePolicyChange(ctx.services, ctx.actor, input)),
});
