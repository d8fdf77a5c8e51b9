import { cleanHeader } from './header-words.ts';
import type { SheetRow } from './match-header.ts';

/** No word of a header holds so many digits; the number of a person does. */
const NUMBER = /\d{6}/;

/**
 * By what a unit's header is known again: its cleaned texts with their columns. A column that moved makes another header, because a
 * mapping that is applied to the wrong columns is worse than one that is asked for again.
 *
 * Undefined for a row that is no header: fewer than two words, or one with a number in it, whoever chose it. So no number of a
 * person is ever kept as a header, not even as a hash.
 */
export function headerKey(row: SheetRow): string | undefined {
  const words: [number, string][] = [];
  for (const [column, cell] of [...row.cells].sort(([a], [b]) => a - b)) {
    if (NUMBER.test(cell.text.normalize('NFKC').replace(/[\s-]/g, ''))) return undefined;
    const word = cleanHeader(cell.text);
    if (word !== '') words.push([column, word]);
  }
  return new Set(words.map(([, word]) => word)).size < 2 ? undefined : JSON.stringify(words);
}
