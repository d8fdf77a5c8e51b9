import type { CellSense, SampleRow } from './column-mapping.schema.ts';
import { wordsOfHeader } from './words-of-header.ts';

/** What stands in the rows of persons and in no header. */
const OF_PERSONS: ReadonlySet<CellSense> = new Set(['id', 'numericId', 'phone', 'birthDate', 'date']);

/**
 * The row that is most likely the header: of the rows above the first person the one with most words of a header, the last of equals;
 * a title is one word alone and no header.
 * @returns its number; 0 where persons stand from the first row on
 */
export function suggestHeaderRow(rows: readonly SampleRow[]): number {
  const first = rows.findIndex((row) => row.cells.some(({ sense }) => sense && OF_PERSONS.has(sense)));
  let best = { rowNumber: 0, words: -1 };
  for (const row of first < 0 ? rows : rows.slice(0, first)) {
    if (new Set(row.cells.map(({ text }) => text)).size < 2) continue;
    const words = row.cells.filter(({ text }) => wordsOfHeader(text, true) || wordsOfHeader(text, false)).length;
    // Without a person to be seen the rows below the header are not known: there the first of equals is it.
    if (words > best.words || (words === best.words && first >= 0)) best = { rowNumber: row.rowNumber, words };
  }
  return best.rowNumber;
}

/** The sheet in which most numbers of persons were seen, 1-based; the first of equals. */
export function suggestSheet(sheets: readonly { readonly rows: readonly SampleRow[] }[]): number {
  const persons = sheets.map(
    ({ rows }) => rows.filter((row) => row.cells.some(({ sense }) => sense === 'id' || sense === 'numericId')).length,
  );
  return persons.indexOf(Math.max(...persons, 0)) + 1 || 1;
}
