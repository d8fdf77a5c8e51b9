import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { DocumentType } from '../person/document-type.ts';
import type { PlanCode, PlanVersion } from '../plan/plan.schema.ts';
import type { RowIssue } from './issue-codes.ts';
import type { RosterField } from './roster-field.ts';

/**
 * A cell as the reader found it. The type of the cell matters as much as its text: an ID in a numeric cell is an
 * error although its digits may look right.
 * - `text`: shared, inline or formula text, rich text joined, phonetic runs left out
 * - `number`: `value` is the double, `text` its shortest decimal form as a person would write it (no exponent below 1e21)
 * - `date`: a numeric cell whose style is a date; `text` is `YYYY-MM-DD` (1900 and 1904 systems resolved), `value` the serial
 * - `boolean`: `text` TRUE or FALSE
 * - `error`: `text` is e.g. `#REF!`
 * - `formula`: a formula without a cached value; `text` is empty
 */
export interface RawCell {
  readonly kind: 'text' | 'number' | 'date' | 'boolean' | 'error' | 'formula';
  readonly text: string;
  readonly value?: number;
}

/** A data row as read from a sheet, before any rule. */
export interface RawRosterRow {
  /** 1-based row number of the sheet. */
  readonly rowNumber: number;
  readonly hidden: boolean;
  /** Blank cells are absent. */
  readonly cells: Readonly<Partial<Record<RosterField, RawCell>>>;
  /** In a 批注名单 what stands in the column of the keys. */
  readonly key?: string;
}

/** What a row is checked against. */
export interface RosterContext {
  readonly plans: readonly { readonly version: PlanVersion; readonly defaultShares: number }[];
  /** Each person's own start, the reference date for ages: the requested date, else business date + 1. */
  readonly effectiveDate: CalendarDate;
  readonly today: CalendarDate;
  /** The workbook counts serial dates from 1904. */
  readonly date1904: boolean;
}

/** The normalised values of a row; absent where the cell was blank or could not be understood. */
export interface RosterValues {
  readonly name: string;
  readonly documentType?: DocumentType;
  /** Normalised; the raw normalised text when the number is wrong, so that it can be shown in the editor. */
  readonly idNumber: string;
  /** True when idNumber is a well-formed number of its type: only then does the row have a person key. */
  readonly idNumberValid: boolean;
  /** As written where readable, else as the ID number says; after a MISMATCH issue the written one stands here. */
  readonly sex?: 'male' | 'female';
  /** As sex. */
  readonly birthDate?: CalendarDate;
  readonly phone: string;
  readonly shares: Readonly<Partial<Record<PlanCode, number>>>;
  readonly hireDate?: CalendarDate;
  readonly note: string;
  readonly employeeName: string;
  readonly employeeIdNumber: string;
}

export interface CheckedRow {
  readonly rowNumber: number;
  readonly hidden: boolean;
  readonly values: RosterValues;
  /** The texts as the user wrote them, by field, for the editor and the annotated workbook. */
  readonly raw: Readonly<Partial<Record<RosterField, string>>>;
  /**
   * The kinds of the cells that were not text. Kept with `raw`: a row that is checked again after one cell was corrected
   * must not turn a damaged numeric ID in another cell into an accepted text (see row-with-changes.ts).
   */
  readonly kinds: Readonly<Partial<Record<RosterField, Exclude<RawCell['kind'], 'text'>>>>;
  readonly issues: readonly RowIssue[];
}
