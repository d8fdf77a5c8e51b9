import {
  applicationRef,
  applicationView,
  moveInput,
  moveWithReasonInput,
} from '@huzhu/domain/application/application.schema';
import {
  ledgerReconciliation,
  listReviewRowsInput,
  markInput,
  reviewMarkView,
  reviewRowPage,
  rosterChanges,
  rosterChangesInput,
  unmarkInput,
} from '@huzhu/domain/review/review.schema';
import { approveApplication } from '@huzhu/operations/review/approve-application';
import { compareSubmission } from '@huzhu/operations/review/compare-submission';
import { markRow, unmarkRow, viewMarks } from '@huzhu/operations/review/mark-row';
import { reconcileLedger } from '@huzhu/operations/review/reconcile-ledger';
import { rejectApplication, returnApplication, returnApproved } from '@huzhu/operations/review/return-application';
import { listReviewRows } from '@huzhu/operations/roster/list-review-rows';
import { z } from 'zod';
import { procedureFor, readerProcedure, router } from '../trpc/trpc.ts';

const reviewerProcedure = procedureFor(['reviewer']);
/** Who looks into a submitted roster. */
const deskProcedure = procedureFor(['reviewer', 'society_admin']);
const refusal = reviewerProcedure.input(moveWithReasonInput).output(applicationView);
const marks = z.array(reviewMarkView);

export const reviewRouter = router({
  rows: deskProcedure
    .input(listReviewRowsInput)
    .output(reviewRowPage)
    .query(({ ctx, input }) => listReviewRows(ctx.services, ctx.actor, input)),
  ledger: deskProcedure
    .input(applicationRef)
    .output(ledgerReconciliation)
    .query(({ ctx, input }) => reconcileLedger(ctx.services, ctx.actor, input.number)),
  changes: deskProcedure
    .input(rosterChangesInput)
    .output(rosterChanges)
    .query(({ ctx, input }) => compareSubmission(ctx.services, ctx.actor, input)),
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
