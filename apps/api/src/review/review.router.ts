import {
  applicationRef,
  applicationView,
  moveInput,
  moveWithReasonInput,
} from '@huzhu/domain/application/application.schema';
import { markInput, reviewMarkView, unmarkInput } from '@huzhu/domain/review/review.schema';
import { approveApplication } from '@huzhu/operations/review/approve-application';
import { markRow, unmarkRow, viewMarks } from '@huzhu/operations/review/mark-row';
import { rejectApplication, returnApplication, returnApproved } from '@huzhu/operations/review/return-application';
import { z } from 'zod';
import { procedureFor, readerProcedure, router } from '../trpc/trpc.ts';

const reviewerProcedure = procedureFor(['reviewer']);
const refusal = reviewerProcedure.input(moveWithReasonInput).output(applicationView);
const marks = z.array(reviewMarkView);

export const reviewRouter = router({
  marks: readerProcedure
    .input(applicationRef)
    .output(marks)
    .query(({ ctx, input }) => viewMarks(ctx.services, ctx.actor, input.number)),
  mark: reviewerProcedure
    .input(markInput)
    .output(marks)
    .mutation(({ ctx, input }) => markRow(ctx.services, ctx.actor, input)),
  unmark: reviewerProcedure
    .input(unmarkInput)
    .output(marks)
    .mutation(({ ctx, input }) => unmarkRow(ctx.services, ctx.actor, input)),
  approve: reviewerProcedure
    .input(moveInput)
    .output(applicationView)
    .mutation(({ ctx, input }) => approveApplication(ctx.services, ctx.actor, input)),
  return: refusal.mutation(({ ctx, input }) => returnApplication(ctx.services, ctx.actor, input)),
  returnApproved: refusal.mutation(({ ctx, input }) => returnApproved(ctx.services, ctx.actor, input)),
  reject: refusal.mutation(({ ctx, input }) => rejectApplication(ctx.services, ctx.actor, input)),
});
