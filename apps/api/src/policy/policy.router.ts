import { applicationView } from '@huzhu/domain/application/application.schema';
import { setEffectiveDateInput } from '@huzhu/domain/policy/policy.schema';
import { setEffectiveDate } from '@huzhu/operations/policy/set-effective-date';
import { procedureFor, router } from '../trpc/trpc.ts';

export const policyRouter = router({
  setEffectiveDate: procedureFor(['society_admin'])
    .input(setEffectiveDateInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => setEffectiveDate(ctx.services, ctx.actor, input)),
});
