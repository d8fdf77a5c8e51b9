import { businessDate, moveBusinessDateInput } from '@huzhu/domain/setting/business-date.schema';
import { getBusinessDate, moveBusinessDate } from '@huzhu/operations/setting/business-date';
import { procedureFor, router } from '../trpc/trpc.ts';

const societyProcedure = procedureFor(['society_admin']);

export const settingRouter = router({
  businessDate: societyProcedure.output(businessDate).query(({ ctx }) => getBusinessDate(ctx.services)),
  moveBusinessDate: societyProcedure
    .input(moveBusinessDateInput)
    .output(businessDate)
    .mutation(({ ctx, input }) => moveBusinessDate(ctx.services, ctx.actor, ctx.demo, input)),
});
