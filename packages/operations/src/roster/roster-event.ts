import type { RosterLines } from '@huzhu/db/roster/roster-lines';
import type { SkippedRow } from '@huzhu/documents/workbook/read-roster';
import type { StoredMapping } from '@huzhu/domain/roster/column-mapping.schema';
import type { RowIssue } from '@huzhu/domain/roster/issue-codes';
import type { RosterLayout } from '@huzhu/domain/roster/match-header';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import type { RowCounts } from './import-counter.ts';

interface SheetFound {
  readonly kind: 'sheet';
  readonly sheet: string;
  readonly headerRow: number;
  readonly columns: number;
  /** Rows with content below the header; null when not known. */
  readonly rowsTotal: number | null;
  readonly date1904: boolean;
  /** How the columns were found, where the header alone did not say it. */
  readonly mapping?: StoredMapping;
  /** Null where no sheet was read. */
  readonly layout: RosterLayout | null;
  /** A 批注名单 (matchHeader). */
  readonly keyed: boolean;
}

/** The file is whole. Only now may the rows be accepted. */
interface RosterEnd {
  readonly kind: 'end';
  readonly dataRows: number;
  readonly skipped: readonly SkippedRow[];
  readonly twins: ReadonlyArray<readonly [rowNumber: number, issue: RowIssue]>;
}

/** What reading a roster yields, in order: one `sheet`, `rows` in the file's order, one `end`. */
export type RosterEvent =
  | SheetFound
  /** Twins are not among these rows' issues yet: the other twin may still come. */
  | {
      readonly kind: 'rows';
      readonly rows: readonly CheckedRow[];
      /** How far the row numbers lie above those of the sheet; absent: not at all. */
      readonly sheetOffset?: number;
    }
  | RosterEnd;

/** Rows that are ready to be stored: sealed, as lines for COPY. */
export interface SealedBatch {
  readonly kind: 'batch';
  readonly lines: RosterLines;
  readonly counts: RowCounts;
}

/** As RosterEvent, with batches in the place of rows. */
export type SealedRosterEvent = SheetFound | SealedBatch | RosterEnd;
