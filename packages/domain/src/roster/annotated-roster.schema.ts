import { z } from 'zod';
import { applicationNumber, requestId } from '../application/application.schema.ts';
import { importMode, rosterStatus } from './roster.schema.ts';
import { rosterField } from './roster-field.ts';
import { isSeenRows } from './seen-rows.ts';

/** Rows that one merge changes or adds; they are judged within the request. */
export const MOST_MERGED_AT_ONCE = 20_000;
/** Rows that the preview shows of each group. */
export const ROWS_IN_MERGE = 100;
/** Rows changed on both sides that can be chosen one by one; beyond them one choice is for all. */
export const CHOICES_IN_MERGE = 500;

/** One cell before and after, as the list may show it. */
const change = z.object({
  field: rosterField,
  /** What stands in the list now. Blank: the cell is empty. */
  before: z.string(),
  /** What stands in the workbook. */
  after: z.string(),
  /** The list says something else than at the download, too. */
  conflict: z.boolean(),
});

const mergedRow = z.object({
  rowNumber: z.int(),
  name: z.string(),
  idMasked: z.string(),
  changes: z.array(change),
});
export type MergedRow = z.infer<typeof mergedRow>;

const person = z.object({ rowNumber: z.int(), name: z.string(), idMasked: z.string() });

export const mergeInput = z.strictObject({ number: applicationNumber, importId: z.uuid() });

/** What a returned 批注名单 would do. The lists show the first rows of each group, the counts tell of all. */
export const mergePreview = z.object({
  fileName: z.string(),
  /** Rows of the list that need nothing: not touched, or the same on both sides. */
  same: z.int(),
  /** Changed in the workbook alone. */
  changed: z.object({ rows: z.int(), first: z.array(mergedRow) }),
  /** Changed on both sides, at least one cell differently. */
  conflicts: z.object({ rows: z.int(), first: z.array(mergedRow) }),
  /** Only in the workbook; `rowNumber` is that of the workbook. `strangers`: those with the key of another list. */
  added: z.object({ rows: z.int(), strangers: z.int(), first: z.array(person) }),
  /** Stood in the workbook at the download, not any more. */
  missing: z.object({ rows: z.int(), first: z.array(person) }),
  /** Changed in the workbook, but deleted in the browser meanwhile. */
  deleted: z.object({ rows: z.int(), first: z.array(person) }),
  /** Of the rows that are changed or added, those that would still be wrong. Twins, cover and ledger are judged with the act. */
  stillWrong: z.int(),
  /** Name and number changed in most of the rows: sorted without the hidden column, one would think. */
  shuffled: z.boolean(),
  /** The rows and their revisions, for the act (seen-rows.ts). */
  seen: z.string(),
});
export type MergePreview = z.infer<typeof mergePreview>;

export const applyMergeInput = z.strictObject({
  requestId,
  number: applicationNumber,
  importId: z.uuid(),
  seen: z.string().max(900_000).refine(isSeenRows),
  /** Whose text counts where both sides changed a cell; null where nothing has to be chosen. */
  conflicts: z
    .strictObject({
      side: z.enum(['workbook', 'browser']),
      /** Rows where it is the other one. */
      except: z.array(z.int().min(1)).max(CHOICES_IN_MERGE),
    })
    .nullable(),
  /** Rows that are missing in the workbook are deleted. */
  removeMissing: z.boolean(),
});
export type MergeChoices = Pick<z.infer<typeof applyMergeInput>, 'conflicts' | 'removeMissing'>;

/** The roster after a merge. */
export const rosterMerged = rosterStatus.extend({
  /** Names the act for 撤销. */
  fixId: z.uuid(),
  changed: z.int(),
  added: z.int(),
  removed: z.int(),
  /** Seen in the preview, but changed or deleted by somebody since: left as they are. */
  skipped: z.int(),
  stillWrong: z.int(),
});
export type RosterMerged = z.infer<typeof rosterMerged>;

/** 当作普通名单导入: the same file, its keys left aside. */
export const importKeylessInput = z.strictObject({
  requestId,
  number: applicationNumber,
  importId: z.uuid(),
  mode: importMode,
});
