import { applicationRef, applicationView } from '@huzhu/domain/application/application.schema';
import {
  insuredPage,
  listInsuredInput,
  listPoliciesInput,
  policyList,
  policyRef,
  policyView,
  setEffectiveDateInput,
  setEffectiveDatesInput,
  setEffectiveDatesResult,
  verifiedPolicy,
  verifyPolicyInput,
} from '@huzhu/domain/policy/policy.schema';
import {
  approveTerminationInput,
  proposeTerminationInput,
  refuseTerminationInput,
  terminationView,
} from '@huzhu/domain/policy/termination.schema';
import { getPolicy } from '@huzhu/operations/policy/get-policy';
import { listInsured } from '@huzhu/operations/policy/list-insured';
import { listPolicies } from '@huzhu/operations/policy/list-policies';
import { setEffectiveDate } from '@huzhu/operations/policy/set-effective-date';
import { setEffectiveDates } from '@huzhu/operations/policy/set-effective-dates';
import {
  approveTermination,
  proposeTermination,
  refuseTermination,
  viewTermination,
} from '@huzhu/operations/policy/terminate-application';
import { verifyPolicy } from '@huzhu/operations/policy/verify-policy';
import { procedureFor, publicProcedure, readerProcedure, router } from '../trpc/trpc.ts';

const societyProcedure = procedureFor(['society_admin']);

export const policyRouter = router({
  setEffectiveDates: societyProcedure
    .input(setEffectiveDatesInput)
    .output(setEffectiveDatesResult)
    .mutation(({ ctx, input }) => setEffectiveDates(ctx.services, ctx.actor, input)),
  termination: readerProcedure
    .input(applicationRef)
    .output(terminationView)
    .query(({ ctx, input }) => viewTermination(ctx.services, ctx.actor, input.number)),
  proposeTermination: societyProcedure
    .input(proposeTerminationInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => proposeTermination(ctx.services, ctx.actor, input)),
  approveTermination: societyProcedure
    .input(approveTerminationInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => approveTermination(ctx.services, ctx.actor, input)),
  refuseTermination: societyProcedure
    .input(refuseTerminationInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => refuseTermination(ctx.services, ctx.actor, input)),
  setEffectiveDate: societyProcedure
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
