import { createHmac, hash } from 'node:crypto';
import { type KeyRing, keyOf } from '@huzhu/db/crypto/key-ring';
import { PLAN_CODES } from '@huzhu/domain/plan/plan.schema';
import { comparableText, type RowTexts } from '@huzhu/domain/roster/merge-row';
import { ROSTER_FIELDS, type RosterField, sharesField } from '@huzhu/domain/roster/roster-field';

/** What a row of a 批注名单 is known by, and what stood in it at the download. */
export interface RowKey {
  readonly rosterVersionId: string;
  readonly rowNumber: number;
  /** The last row of the roster at the download: whatever lies behind it the workbook cannot know. */
  readonly lastRow: number;
  /** Whether it was made here and nothing of it was changed since. */
  readonly genuine: boolean;
  /** Whether the field said this at the download. */
  asDownloaded(field: RosterField, text: string): boolean;
}

/** One letter for each field. A field more makes another form: H2. */
const FIELDS: readonly RosterField[] = [...ROSTER_FIELDS, ...PLAN_CODES.map(sharesField)];
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** 30 bits tell whether a cell was touched; 96 bits nobody guesses. */
const DIGEST = 5;
const MAC = 16;
const FORM = new RegExp(
  `^H1\\.([0-9a-f]{32})\\.([0-9a-z]{1,7})\\.([0-9a-z]{1,7})\\.((?:[a-z][\\w-]{${DIGEST}})*)\\.([\\w-]{${MAC}})$`,
);

/** For these keys alone: kept apart from what hashes persons. A text, so that it can be handed to a reading thread. */
export function rowKeySecret({ idHashKeys }: { readonly idHashKeys: KeyRing }): string {
  return createHmac('sha256', keyOf(idHashKeys, idHashKeys.currentId)).update('annotated-roster').digest('base64url');
}

/**
 * The key of a row: version, row number and last row, a short keyed digest of every cell that is not blank, and a seal over all of it.
 * With the digests nobody has to keep what the workbook said; keyed and bound to their row, they tell nothing to whoever finds the
 * column alone.
 */
export function writeRowKey(
  secret: string,
  at: Pick<RowKey, 'rosterVersionId' | 'rowNumber' | 'lastRow'>,
  texts: RowTexts,
): string {
  const head = headOf(at);
  let digests = '';
  FIELDS.forEach((field, place) => {
    const text = comparableText(texts[field]);
    if (text !== '') digests += LETTERS[place] + digestOf(secret, head, field, text);
  });
  const body = `${head}.${digests}`;
  return `${body}.${keyed(secret, body, MAC)}`;
}

/** @returns undefined when it has not the form of a key at all */
export function readRowKey(secret: string, text: string): RowKey | undefined {
  const [, version, row, last, digests = '', mac] = FORM.exec(text.trim()) ?? [];
  if (version === undefined || row === undefined || last === undefined) return undefined;
  const at = {
    rosterVersionId: version.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    rowNumber: Number.parseInt(row, 36),
    lastRow: Number.parseInt(last, 36),
  };
  const head = headOf(at);
  const known = new Map<RosterField, string>();
  for (let start = 0; start < digests.length; start += 1 + DIGEST) {
    const field = FIELDS[LETTERS.indexOf(digests[start] as string)];
    if (field) known.set(field, digests.slice(start + 1, start + 1 + DIGEST));
  }
  return {
    ...at,
    genuine: keyed(secret, `${head}.${digests}`, MAC) === mac,
    asDownloaded: (field, written) => {
      const text = comparableText(written);
      return known.get(field) === (text === '' ? undefined : digestOf(secret, head, field, text));
    },
  };
}

function headOf({ rosterVersionId, rowNumber, lastRow }: Pick<RowKey, 'rosterVersionId' | 'rowNumber' | 'lastRow'>) {
  return `H1.${rosterVersionId.replaceAll('-', '')}.${rowNumber.toString(36)}.${lastRow.toString(36)}`;
}

const digestOf = (secret: string, head: string, field: RosterField, text: string) =>
  keyed(secret, `${head}\n${field}\n${text}`, DIGEST);

/**
 * SHA-256 under a secret, twice as in HMAC, cut short. Two one-shot hashes instead of createHmac, which is several times slower:
 * 100,000 rows have 800,000 of them.
 */
function keyed(secret: string, text: string, length: number): string {
  return hash('sha256', `${secret}\n${hash('sha256', `${secret}\t${text}`, 'hex')}`, 'base64url').slice(0, length);
}
