import type { PlanVersion } from '../plan/plan.schema.ts';
import { guessColumns } from './guess-columns.ts';
import { isLostNumber } from './is-lost-number.ts';
import { mappableFields } from './mappable-fields.ts';
import { matchHeader } from './match-header.ts';
import { readClipboard } from './read-clipboard.ts';
import type { RosterField } from './roster-field.ts';

export interface PastedLine {
  /** 1-based row of what was pasted. */
  readonly line: number;
  /** By field, as written; blank cells are absent. */
  readonly cells: Readonly<Partial<Record<RosterField, string>>>;
  /** A number in it has lost its last digits on the way: which field. */
  readonly lost?: RosterField;
}

export interface PastedBlock {
  /** Left to right; null: not taken over. */
  readonly columns: readonly (RosterField | null)[];
  /** The first row names the columns. */
  readonly header: boolean;
  readonly lines: readonly PastedLine[];
}

/**
 * What a pasted text means on a roster: which column is which, by its header where it has one, else by where it was pasted,
 * else by what stands in it.
 * @param options.columns chosen by hand
 * @param options.under the fields from the cell on that the block was pasted at
 */
export function pastedBlock(
  text: string,
  plans: readonly PlanVersion[],
  options: { readonly columns?: readonly (RosterField | null)[]; readonly under?: readonly RosterField[] } = {},
): PastedBlock {
  const rows = readClipboard(text);
  const width = Math.max(0, ...rows.map((row) => row.length));
  const named = headerOf(rows[0] ?? [], plans);
  const body = named ? rows.slice(1) : rows;
  const found =
    named ??
    options.under ??
    guessColumns(
      body,
      mappableFields(plans).map(({ field }) => field),
    );
  const columns = Array.from({ length: width }, (_, at) => (options.columns ?? found)[at] ?? null);
  const lines = body.map((row, index): PastedLine => {
    const cells: Partial<Record<RosterField, string>> = {};
    columns.forEach((field, at) => {
      const cell = row[at]?.trim();
      if (field && cell) cells[field] = cell;
    });
    return { line: index + (named ? 2 : 1), cells };
  });
  return { columns, header: named !== undefined, lines: markLost(lines) };
}

/** The fields that a first row names, when it is a header: as in a file, or with nothing in it but names of columns. */
function headerOf(row: readonly string[], plans: readonly PlanVersion[]): (RosterField | null)[] | undefined {
  const cells = new Map(
    row.flatMap((text, at) => (text.trim() === '' ? [] : [[at + 1, { kind: 'text' as const, text }]])),
  );
  const { isHeader, columns } = matchHeader({ rowNumber: 1, hidden: false, cells }, plans);
  if (!isHeader && (cells.size === 0 || columns.size < cells.size)) return undefined;
  return row.map((_, at) => columns.get(at + 1) ?? null);
}

const NUMBERS = ['idNumber', 'employeeIdNumber'] as const;

/**
 * Numbers that a sheet took for amounts: shown as 1.10105E+17, or, where the cell was given the format 0, ending in three noughts,
 * which one real number in a thousand does and never most of a list.
 */
function markLost(lines: readonly PastedLine[]): PastedLine[] {
  const rounded = lines.map(({ cells }) => NUMBERS.find((field) => /^\d{15}000$/.test(cells[field] ?? '')));
  const many = rounded.filter((field) => field !== undefined).length;
  const most = many > 1 && many * 2 > lines.length;
  return lines.map((line, index) => {
    const lost = NUMBERS.find((field) => isLostNumber(line.cells[field] ?? '')) ?? (most ? rounded[index] : undefined);
    return lost ? { ...line, lost } : line;
  });
}
