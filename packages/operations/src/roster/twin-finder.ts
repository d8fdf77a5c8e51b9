import { ownCopy } from '@huzhu/documents/workbook/own-copy';
import { personKey } from '@huzhu/domain/person/identity';
import { compareTwins, type Twin } from '@huzhu/domain/roster/compare-twins';
import type { RowIssue } from '@huzhu/domain/roster/issue-codes';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';

/**
 * Finds the rows of one file that name the same person, while the file is read: 500,000 look-ups in a Map cost less
 * than one query. A row whose number is wrong has no person key and no twin: correcting it compares it again.
 */
export class TwinFinder {
  /** A lone row stands bare, twins in a list: nearly every person is alone. */
  readonly #byPerson = new Map<string, Twin | Twin[]>();
  readonly #shares = new Map<string, Twin['shares']>();

  add(row: CheckedRow): void {
    const { documentType, idNumber, idNumberValid, name, shares } = row.values;
    if (!idNumberValid || !documentType) return;
    const key = ownCopy(personKey(documentType, idNumber));
    const twin: Twin = { rowNumber: row.rowNumber, name: ownCopy(name), shares: this.#sameShares(shares) };
    const known = this.#byPerson.get(key);
    if (!known) this.#byPerson.set(key, twin);
    else if (Array.isArray(known)) known.push(twin);
    else this.#byPerson.set(key, [known, twin]);
  }

  /** One object for all rows with the same 份数. */
  #sameShares(shares: Twin['shares']): Twin['shares'] {
    const text = sharesKey(shares);
    const known = this.#shares.get(text);
    if (!known) this.#shares.set(text, shares);
    return known ?? shares;
  }

  /** One issue per twin, by row number. */
  issues(): [rowNumber: number, issue: RowIssue][] {
    const found: [number, RowIssue][] = [];
    for (const twins of this.#byPerson.values()) if (Array.isArray(twins)) found.push(...compareTwins(twins));
    return found.sort(([a], [b]) => a - b);
  }
}

function sharesKey(shares: Twin['shares']): string {
  let key = '';
  for (const code in shares) key += `${code}${shares[code as keyof Twin['shares']]} `;
  return key;
}
