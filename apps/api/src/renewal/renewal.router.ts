import { applicationRef, applicationView } from '@huzhu/domain/application/application.schema';
import { startRenewalInput } from '@huzhu/domain/renewal/renewal.schema';
import { rosterChanges } from '@huzhu/domain/review/review.schema';
import { listRenewalChanges } from '@huzhu/operations/renewal/list-renewal-changes';
import { startRenewal } from '@huzhu/operations/renewal/start-renewal';
import { router, unitProcedure } from '../trpc/trpc.ts';

export const renewalRouter = router({
  start: unitProcedure
    .input(startRenewalInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => startRenewal(ctx.services, ctx.actor, input)),
  changes: unitProcedure
    .input(applicationRef)
    .output(rosterChanges)
    .query(({ ctx, input }) => listRenewalChanges(ctx.services, ctx.actor, input.number)),
});
