import { z } from 'zod';
import { applicationNumber, requestId } from '../application/application.schema.ts';
import { issueCode, rosterStatus } from './roster.schema.ts';
import { rosterField } from './roster-field.ts';
import { isSeenRows } from './seen-rows.ts';

/** Rows corrected by one act; a larger group is done in several. The worker's recheck would be for more. */
export const MOST_FIXED_AT_ONCE = 100_000;
/** Rows of the preview that are shown with what they become. */
export const ROWS_IN_PREVIEW = 8;

/** One way of correcting all rows of a group, with its words. */
export const fixOffer = z.discriminatedUnion('kind', [
  /** Each row gets its own sure remedy (suggest-remedy.ts). */
  z.object({ kind: z.literal('suggested'), label: z.string() }),
  /** One of these for all. */
  z.object({ kind: z.literal('choice'), label: z.string(), choices: z.array(z.string()) }),
  /** One day for all. */
  z.object({ kind: z.literal('date'), label: z.string() }),
  /** The cell is emptied. */
  z.object({ kind: z.literal('clear'), label: z.string() }),
]);
export type FixOffer = z.infer<typeof fixOffer>;

/** The rows that a cause marks in one column and, where `value` is not null, that say the same there. */
export const fixGroup = z.strictObject({
  code: issueCode,
  field: rosterField,
  /** As the sentence of the issue quotes it. */
  value: z.string().max(60).nullable(),
});
export type FixGroup = z.infer<typeof fixGroup>;

export const groupedFix = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('suggested') }),
  /** For all rows; blank empties the cell. */
  z.strictObject({ kind: z.literal('value'), value: z.string().max(100) }),
]);
export type GroupedFix = z.infer<typeof groupedFix>;

export const fixGroupsInput = z.strictObject({ number: applicationNumber, code: issueCode });

/** What can be corrected in one go under a cause: one entry per column, most rows first. Columns without an offer are left out. */
export const fixGroupList = z.array(
  z.object({
    field: rosterField,
    rows: z.int(),
    offers: z.array(fixOffer),
    /** What was written, most rows first; empty where each row gets its own value anyway. */
    values: z.array(z.object({ value: z.string(), rows: z.int() })),
  }),
);
export type FixGroupList = z.infer<typeof fixGroupList>;

export const previewFixInput = z.strictObject({ number: applicationNumber, group: fixGroup, fix: groupedFix });

export const fixPreview = z.object({
  /** Rows that would be changed. */
  rows: z.int(),
  /** Rows of the group for which there is no sure remedy; they stay as they are. */
  without: z.int(),
  /** Rows that would have an error afterwards. Twins, cover and ledger are told as they stand now. */
  stillWrong: z.int(),
  first: z.array(
    z.object({
      rowNumber: z.int(),
      name: z.string(),
      idMasked: z.string(),
      /** Blank: the cell is empty. */
      before: z.string(),
      after: z.string(),
      stillWrong: z.boolean(),
    }),
  ),
  /** The rows and their revisions, for the act: whatever changes after this answer is not overwritten. */
  seen: z.string(),
});
export type FixPreview = z.infer<typeof fixPreview>;

export const applyFixInput = z.strictObject({
  requestId,
  number: applicationNumber,
  group: fixGroup,
  fix: groupedFix,
  seen: z.string().max(900_000).refine(isSeenRows),
});

/** The roster after a grouped fix. */
export const rowsFixed = rosterStatus.extend({
  /** Names the act for 撤销. */
  fixId: z.uuid(),
  fixed: z.int(),
  /** Seen in the preview, but changed or deleted by somebody since: left as they are. */
  skipped: z.int(),
  /** Of those that were fixed. */
  stillWrong: z.int(),
});
export type RowsFixed = z.infer<typeof rowsFixed>;

export const undoFixInput = z.strictObject({ requestId, number: applicationNumber, fixId: z.uuid() });

/** The roster after a grouped fix was taken back. */
export const fixUndone = rosterStatus.extend({
  restored: z.int(),
  /** Changed or deleted by somebody after the fix: left as they are. */
  kept: z.int(),
});
export type FixUndone = z.infer<typeof fixUndone>;
