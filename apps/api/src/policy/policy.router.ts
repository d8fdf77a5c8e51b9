import { applicationView } from '@huzhu/domain/application/application.schema';
import {
  insuredPage,
  listInsuredInput,
  listPoliciesInput,
  policyList,
  policyRef,
  policyView,
  setEffectiveDateInput,
  verifiedPolicy,
  verifyPolicyInput,
} from '@huzhu/domain/policy/policy.schema';
import { getPolicy } from '@huzhu/operations/policy/get-policy';
import { listInsured } from '@huzhu/operations/policy/list-insured';
import { listPolicies } from '@huzhu/operations/policy/list-policies';
import { setEffectiveDate } from '@huzhu/operations/policy/set-effective-date';
import { verifyPolicy } from '@huzhu/operations/policy/verify-policy';
import { procedureFor, publicProcedure, readerProcedure, router } from '../trpc/trpc.ts';

export const policyRouter = router({
  setEffectiveDate: procedureFor(['society_admin'])
    .input(setEffectiveDateInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => setEffectiveDate(ctx.services, ctx.actor, input)),
  list: readerProcedure
    .input(listPoliciesInput)
    .output(policyList)
    .query(({ ctx, input }) => listPolicies(ctx.services, ctx.actor, input)),
  get: readerProcedure
    .input(policyRef)
    .output(policyView)
    .query(({ ctx, input }) => getPolicy(ctx.services, ctx.actor, input.policyNumber)),
  insured: readerProcedure
    .input(listInsuredInput)
    .output(insuredPage)
    .query(({ ctx, input }) => listInsured(ctx.services, ctx.actor, input)),
  verify: publicProcedure
    .input(verifyPolicyInput)
    .output(verifiedPolicy)
    .query(({ ctx, input }) => verifyPolicy(ctx.services, input.code)),
});
