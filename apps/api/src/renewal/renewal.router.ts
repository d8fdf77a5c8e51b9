import { applicationView } from '@huzhu/domain/application/application.schema';
import { startRenewalInput } from '@huzhu/domain/renewal/renewal.schema';
import { startRenewal } from '@huzhu/operations/renewal/start-renewal';
import { router, unitProcedure } from '../trpc/trpc.ts';

export const renewalRouter = router({
  start: unitProcedure
    .input(startRenewalInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => startRenewal(ctx.services, ctx.actor, input)),
});
