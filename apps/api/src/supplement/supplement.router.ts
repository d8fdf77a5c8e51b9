import { applicationView } from '@huzhu/domain/application/application.schema';
import { dateSupplementInput, startSupplementInput } from '@huzhu/domain/supplement/supplement.schema';
import { dateSupplement } from '@huzhu/operations/supplement/date-supplement';
import { startSupplement } from '@huzhu/operations/supplement/start-supplement';
import { router, unitProcedure } from '../trpc/trpc.ts';

export const supplementRouter = router({
  start: unitProcedure
    .input(startSupplementInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => startSupplement(ctx.services, ctx.actor, input)),
  date: unitProcedure
    .input(dateSupplementInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => dateSupplement(ctx.services, ctx.actor, input)),
});
