import { businessDate, moveBusinessDateInput } from '@huzhu/domain/setting/business-date.schema';
import { saveSealInput, saveSocietyInput, societySettings } from '@huzhu/domain/society/society-settings';
import { getBusinessDate, moveBusinessDate } from '@huzhu/operations/setting/business-date';
import { getSociety, saveSeal, saveSociety } from '@huzhu/operations/setting/society-settings';
import { procedureFor, router } from '../trpc/trpc.ts';

const societyProcedure = procedureFor(['society_admin']);

export const settingRouter = router({
  businessDate: societyProcedure.output(businessDate).query(({ ctx }) => getBusinessDate(ctx.services)),
  society: societyProcedure.output(societySettings).query(({ ctx }) => getSociety(ctx.services, ctx.actor)),
  saveSociety: societyProcedure
    .input(saveSocietyInput)
    .output(societySettings)
    .mutation(({ ctx, input }) => saveSociety(ctx.services, ctx.actor, input)),
  saveSeal: societyProcedure
    .input(saveSealInput)
    .output(societySettings)
    .mutation(({ ctx, input }) => saveSeal(ctx.services, ctx.actor, input)),
  moveBusinessDate: societyProcedure
    .input(moveBusinessDateInput)
    .output(businessDate)
    .mutation(({ ctx, input }) => moveBusinessDate(ctx.services, ctx.actor, ctx.demo, input)),
});
