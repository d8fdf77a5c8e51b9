import { z } from 'zod';
import { applicationNumber, requestId } from '../application/application.schema.ts';
import { rosterStatus } from './roster.schema.ts';
import { rosterField } from './roster-field.ts';
import { isSeenRows } from './seen-rows.ts';

/** Persons of one paste; longer lists are imported as a file. */
export const MOST_PASTED = 1_000;
/** Rows of the preview that are shown, those that need attention first. */
export const LINES_IN_PREVIEW = 100;
/** The body of a request bears 1 MB; a character of a paste is three bytes of it at most. */
export const LONGEST_PASTE = 300_000;

const field = rosterField.nullable();
const pasted = {
  number: applicationNumber,
  /** As it came from the clipboard. */
  text: z.string().max(LONGEST_PASTE),
};

/** Left to right; null: not taken over. No field twice. */
const columns = z
  .array(field)
  .max(200)
  .refine((fields) => new Set(fields.filter(Boolean)).size === fields.filter(Boolean).length);

export const previewPasteInput = z.strictObject({
  ...pasted,
  /** Chosen by hand; null: as the block itself says. */
  columns: columns.nullable(),
  /** What the block was pasted over; null: new persons. */
  over: z
    .strictObject({
      /** The rows from the cell on, as they stand in the list. */
      rowNumbers: z.array(z.int().min(1)).min(1).max(MOST_PASTED),
      /** The columns from the cell on. */
      fields: z.array(rosterField).min(1).max(20),
    })
    .nullable(),
});

const severity = z.enum(['error', 'warning']);
const pastedOutcome = z.enum([
  'ready',
  /** Has an error; it can be taken over and corrected in the list. */
  'wrong',
  /** A number lost its last digits on the way: never taken over. */
  'refused',
  /** Nothing changes. */
  'same',
]);

export const pastePreview = z.object({
  /** Which column of the block is which. */
  columns: z.array(field),
  /** The first row names the columns. */
  header: z.boolean(),
  /** Rows that would be added or changed. */
  rows: z.int(),
  /** Of those, with an error. Cover elsewhere and ledger are told as they stand now, and judged when the rows are taken over. */
  wrong: z.int(),
  refused: z.int(),
  same: z.int(),
  /** Pasted rows beneath which the list has no row. */
  beyond: z.int(),
  /** No column says the type: every number is taken for that of a 居民身份证. */
  assumesResidentId: z.boolean(),
  lines: z.array(
    z.object({
      line: z.int(),
      /** The row that it becomes, or changes. */
      rowNumber: z.int(),
      name: z.string(),
      outcome: pastedOutcome,
      cells: z.array(
        z.object({
          field: rosterField,
          /** Null for a new person; blank: the cell is empty. */
          before: z.string().nullable(),
          after: z.string(),
          worst: severity.nullable(),
        }),
      ),
      issues: z.array(
        z.object({
          severity,
          field: z.union([rosterField, z.literal('row')]),
          sentence: z.string(),
        }),
      ),
    }),
  ),
  /** The rows beneath the block with their revisions, for the act; null: new persons. */
  seen: z.string().nullable(),
});
export type PastePreview = z.infer<typeof pastePreview>;

export const applyPasteInput = z.strictObject({
  requestId,
  ...pasted,
  columns,
  /** As the preview gave it. */
  seen: z.string().max(30_000).refine(isSeenRows).nullable(),
  /** Rows with an error are left out. */
  onlyRight: z.boolean(),
});

/** The roster after a paste. */
export const rowsPasted = rosterStatus.extend({
  /** Names the act for 撤销. */
  fixId: z.uuid(),
  /** The new rows. */
  added: z.array(z.int()),
  changed: z.int(),
  /** Seen in the preview, but changed or deleted by somebody since: left as they are. */
  skipped: z.int(),
  /** Of those that were added or changed. */
  stillWrong: z.int(),
});
export type RowsPasted = z.infer<typeof rowsPasted>;
