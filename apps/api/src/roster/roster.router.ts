import { applicationRef } from '@huzhu/domain/application/application.schema';
import {
  correctRowInput,
  correctRowResult,
  deleteRowsInput,
  listRosterRowsInput,
  nextIssueInput,
  nextIssueResult,
  rosterRowList,
  rosterStatus,
} from '@huzhu/domain/roster/roster.schema';
import { correctRow } from '@huzhu/operations/roster/correct-row';
import { findNextIssue, listRosterRows } from '@huzhu/operations/roster/list-rows';
import { removeRows, restoreRows } from '@huzhu/operations/roster/remove-rows';
import { getRosterStatus } from '@huzhu/operations/roster/roster-status';
import { router, unitProcedure } from '../trpc/trpc.ts';

export const rosterRouter = router({
  status: unitProcedure
    .input(applicationRef)
    .output(rosterStatus)
    .query(({ ctx, input }) => getRosterStatus(ctx.services, ctx.actor, input.number)),
  rows: unitProcedure
    .input(listRosterRowsInput)
    .output(rosterRowList)
    .query(({ ctx, input }) => listRosterRows(ctx.services, ctx.actor, input)),
  nextIssue: unitProcedure
    .input(nextIssueInput)
    .output(nextIssueResult)
    .query(({ ctx, input }) => findNextIssue(ctx.services, ctx.actor, input)),
  correct: unitProcedure
    .input(correctRowInput)
    .output(correctRowResult)
    .mutation(({ ctx, input }) => correctRow(ctx.services, ctx.actor, input)),
  remove: unitProcedure
    .input(deleteRowsInput)
    .output(rosterStatus)
    .mutation(({ ctx, input }) => removeRows(ctx.services, ctx.actor, input)),
  restoreRows: unitProcedure
    .input(deleteRowsInput)
    .output(rosterStatus)
    .mutation(({ ctx, input }) => restoreRows(ctx.services, ctx.actor, input)),
});
