import { normaliseText } from '../person/normalise-text.ts';
import type { PlanCode } from '../plan/plan.schema.ts';
import type { RowIssue } from './issue-codes.ts';
import { quoteValue } from './quote-value.ts';

/** A row of a person who stands on the roster more than once. */
export interface Twin {
  readonly rowNumber: number;
  readonly name: string;
  readonly shares: Readonly<Partial<Record<PlanCode, number>>>;
}

const MOST_ROWS_LISTED = 20;

/**
 * One issue for every row of one person (same person key), each pointing at the others (domain.md, Roster).
 * All rows the same in name and 份数: ID_DUPLICATE_IN_FILE, which offers the one-click collapse. One row different:
 * DUPLICATE_IN_FILE_DIFFERS on all of them; nothing is summed and no row is preferred. No issue for fewer than two rows.
 */
export function compareTwins(rows: readonly Twin[]): Map<number, RowIssue> {
  const issues = new Map<number, RowIssue>();
  if (rows.length < 2) return issues;
  const ordered = [...rows].sort((a, b) => a.rowNumber - b.rowNumber);
  const names = ordered.map((row) => normaliseText(row.name).text.toUpperCase());
  const counts = ordered.map((row) => sharesText(row.shares));
  const same = names.every((name) => name === names[0]) && counts.every((count) => count === counts[0]);
  // A group may be a whole file of one number: everything below is found once, not once per row.
  const otherName = names.findIndex((name) => name !== names[0]);
  const otherCount = counts.findIndex((count) => count !== counts[0]);
  const listed = ordered.slice(0, MOST_ROWS_LISTED + 1).map((row) => row.rowNumber);
  ordered.forEach((row, index) => {
    const numbers = listed.filter((rowNumber) => rowNumber !== row.rowNumber).slice(0, MOST_ROWS_LISTED);
    if (same) {
      issues.set(row.rowNumber, { code: 'ID_DUPLICATE_IN_FILE', field: 'idNumber', details: { rows: numbers } });
      return;
    }
    const against = otherName >= 0 ? differing(names, index, otherName) : differing(counts, index, otherCount);
    const other = ordered[against] as Twin;
    const where = ordered.length === 2 ? '那一行' : `第 ${other.rowNumber} 行`;
    const difference = otherName >= 0 ? `${where}${nameWords(other.name)}` : `${where}份数不同`;
    const details = { rows: numbers, difference };
    issues.set(row.rowNumber, { code: 'DUPLICATE_IN_FILE_DIFFERS', field: 'idNumber', details });
  });
  return issues;
}

/** A row that differs from `index`, when `other` is the first that differs from row 0. */
function differing(texts: readonly string[], index: number, other: number): number {
  return texts[index] === texts[0] ? other : 0;
}

function nameWords(name: string): string {
  return name === '' ? '没有填姓名' : `姓名为“${quoteValue(name)}”`;
}

function sharesText(shares: Twin['shares']): string {
  return Object.keys(shares)
    .sort()
    .map((code) => `${code}=${shares[code as PlanCode]}`)
    .join(';');
}
