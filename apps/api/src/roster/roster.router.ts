import { applicationRef } from '@huzhu/domain/application/application.schema';
import {
  applyMergeInput,
  importKeylessInput,
  mergeInput,
  mergePreview,
  rosterMerged,
} from '@huzhu/domain/roster/annotated-roster.schema';
import {
  importMappedInput,
  mappingPreview,
  mappingSample,
  previewMappingInput,
} from '@huzhu/domain/roster/column-mapping.schema';
import {
  applyFixInput,
  fixGroupList,
  fixGroupsInput,
  fixPreview,
  fixUndone,
  previewFixInput,
  rowsFixed,
  undoFixInput,
} from '@huzhu/domain/roster/grouped-fix.schema';
import { applyPasteInput, pastePreview, previewPasteInput, rowsPasted } from '@huzhu/domain/roster/paste.schema';
import {
  addRowInput,
  collapseTwinsInput,
  correctRowInput,
  correctRowResult,
  deleteMatchingInput,
  deleteRowsInput,
  listRosterRowsInput,
  nextIssueInput,
  nextIssueResult,
  rosterAct,
  rosterCheckResult,
  rosterRowList,
  rosterRowView,
  rosterStatus,
  rowsByNumberInput,
  rowsMoved,
  undoRemovalInput,
} from '@huzhu/domain/roster/roster.schema';
import { addRow } from '@huzhu/operations/roster/add-row';
import { applyFix } from '@huzhu/operations/roster/apply-fix';
import { applyMerge } from '@huzhu/operations/roster/apply-merge';
import { applyPaste } from '@huzhu/operations/roster/apply-paste';
import { cancelImport } from '@huzhu/operations/roster/cancel-import';
import { correctRow } from '@huzhu/operations/roster/correct-row';
import { forgetMapping } from '@huzhu/operations/roster/forget-mapping';
import { importKeyless } from '@huzhu/operations/roster/import-keyless';
import { importMapped } from '@huzhu/operations/roster/import-mapped';
import { listFixGroups } from '@huzhu/operations/roster/list-fix-groups';
import { findNextIssue, listRosterRows, readRowsByNumber } from '@huzhu/operations/roster/list-rows';
import { previewFix } from '@huzhu/operations/roster/preview-fix';
import { previewMapping } from '@huzhu/operations/roster/preview-mapping';
import { previewMerge } from '@huzhu/operations/roster/preview-merge';
import { previewPaste } from '@huzhu/operations/roster/preview-paste';
import {
  collapseTwins,
  removeMatching,
  removeRows,
  restoreRows,
  undoRemoval,
} from '@huzhu/operations/roster/remove-rows';
import { getRosterStatus } from '@huzhu/operations/roster/roster-status';
import { sampleMapping } from '@huzhu/operations/roster/sample-mapping';
import { undoFix } from '@huzhu/operations/roster/undo-fix';
import { verifyRoster } from '@huzhu/operations/roster/verify-roster';
import { z } from 'zod';
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
  rowsByNumber: unitProcedure
    .input(rowsByNumberInput)
    .output(z.array(rosterRowView))
    .query(({ ctx, input }) => readRowsByNumber(ctx.services, ctx.actor, input)),
  add: unitProcedure
    .input(addRowInput)
    .output(correctRowResult)
    .mutation(({ ctx, input }) => addRow(ctx.services, ctx.actor, input)),
  verify: unitProcedure
    .input(rosterAct)
    .output(rosterCheckResult)
    .mutation(({ ctx, input }) => verifyRoster(ctx.services, ctx.actor, input)),
  cancelImport: unitProcedure
    .input(rosterAct)
    .output(rosterStatus)
    .mutation(({ ctx, input }) => cancelImport(ctx.services, ctx.actor, input)),
  remove: unitProcedure
    .input(deleteRowsInput)
    .output(rowsMoved)
    .mutation(({ ctx, input }) => removeRows(ctx.services, ctx.actor, input)),
  removeMatching: unitProcedure
    .input(deleteMatchingInput)
    .output(rowsMoved)
    .mutation(({ ctx, input }) => removeMatching(ctx.services, ctx.actor, input)),
  collapseTwins: unitProcedure
    .input(collapseTwinsInput)
    .output(rowsMoved)
    .mutation(({ ctx, input }) => collapseTwins(ctx.services, ctx.actor, input)),
  undoRemoval: unitProcedure
    .input(undoRemovalInput)
    .output(rowsMoved)
    .mutation(({ ctx, input }) => undoRemoval(ctx.services, ctx.actor, input)),
  restoreRows: unitProcedure
    .input(deleteRowsInput)
    .output(rowsMoved)
    .mutation(({ ctx, input }) => restoreRows(ctx.services, ctx.actor, input)),
  fixGroups: unitProcedure
    .input(fixGroupsInput)
    .output(fixGroupList)
    .query(({ ctx, input }) => listFixGroups(ctx.services, ctx.actor, input)),
  previewFix: unitProcedure
    .input(previewFixInput)
    .output(fixPreview)
    .query(({ ctx, input }) => previewFix(ctx.services, ctx.actor, input)),
  applyFix: unitProcedure
    .input(applyFixInput)
    .output(rowsFixed)
    .mutation(({ ctx, input }) => applyFix(ctx.services, ctx.actor, input)),
  undoFix: unitProcedure
    .input(undoFixInput)
    .output(fixUndone)
    .mutation(({ ctx, input }) => undoFix(ctx.services, ctx.actor, input)),
  previewPaste: unitProcedure
    .input(previewPasteInput)
    .output(pastePreview)
    .query(({ ctx, input }) => previewPaste(ctx.services, ctx.actor, input)),
  applyPaste: unitProcedure
    .input(applyPasteInput)
    .output(rowsPasted)
    .mutation(({ ctx, input }) => applyPaste(ctx.services, ctx.actor, input)),
  mappingSample: unitProcedure
    .input(applicationRef)
    .output(mappingSample.nullable())
    .query(({ ctx, input }) => sampleMapping(ctx.services, ctx.actor, input)),
  previewMapping: unitProcedure
    .input(previewMappingInput)
    .output(mappingPreview.nullable())
    .query(({ ctx, input }) => previewMapping(ctx.services, ctx.actor, input)),
  importMapped: unitProcedure
    .input(importMappedInput)
    .output(rosterStatus)
    .mutation(({ ctx, input }) => importMapped(ctx.services, ctx.actor, input)),
  forgetMapping: unitProcedure
    .input(rosterAct)
    .output(rosterStatus)
    .mutation(({ ctx, input }) => forgetMapping(ctx.services, ctx.actor, input)),
  previewMerge: unitProcedure
    .input(mergeInput)
    .output(mergePreview.nullable())
    .query(({ ctx, input }) => previewMerge(ctx.services, ctx.actor, input)),
  applyMerge: unitProcedure
    .input(applyMergeInput)
    .output(rosterMerged)
    .mutation(({ ctx, input }) => applyMerge(ctx.services, ctx.actor, input)),
  importKeyless: unitProcedure
    .input(importKeylessInput)
    .output(rosterStatus)
    .mutation(({ ctx, input }) => importKeyless(ctx.services, ctx.actor, input)),
});
