import { applicationView, createDraftInput, updateDraftInput } from '@huzhu/domain/application/application.schema';
import { createDraft } from '@huzhu/operations/enrolment/create-draft';
import { updateDraft } from '@huzhu/operations/enrolment/update-draft';
import { router, unitProcedure } from '../trpc/trpc.ts';

export const enrolmentRouter = router({
  createDraft: unitProcedure
    .input(createDraftInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => createDraft(ctx.services, ctx.actor, input)),
  updateDraft: unitProcedure
    .input(updateDraftInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => updateDraft(ctx.services, ctx.actor, input)),
});
