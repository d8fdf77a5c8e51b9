import { type FastUnits, failed, startsWith, UNUSUAL } from './fast-front.ts';
import { isPlainByte, plainText } from './plain-text.ts';
import type { StringTable } from './string-table.ts';

const ITEM = Buffer.from('<si><t>');
const ITEM_SPACE = Buffer.from('<si><t xml:space="preserve">');
const CLOSING = Buffer.from('</t></si>');
const LESS = 0x3c;
const UNDERSCORE = 0x5f;

/** `<si>` that holds one plain text, as nearly all do; runs and references are for the tokenizer. */
export class StringTokenizer implements FastUnits {
  readonly opening = '<si>';
  readonly closing = '</si>';
  readonly #table: StringTable;
  readonly #add: (text: string) => void;
  readonly #expected: () => boolean;
  /** The bytes at hand as one text, which ASCII is cut out of. */
  #block = '';

  /** @param add takes the text as it stands, escapes unresolved */
  constructor(table: StringTable, add: (text: string) => void, expected: () => boolean) {
    this.#table = table;
    this.#add = add;
    this.#expected = expected;
  }

  expected(): boolean {
    return this.#expected();
  }

  begin(bytes: Buffer, end: number): void {
    this.#block = bytes.toString('latin1', 0, end);
  }

  take(bytes: Buffer, at: number, end: number): number {
    const opening = startsWith(bytes, at, ITEM) ? ITEM : ITEM_SPACE;
    if (opening === ITEM_SPACE && !startsWith(bytes, at, ITEM_SPACE)) return failed(at, end);
    const from = at + opening.length;
    let to = from;
    let all = 0;
    let mayEscape = false;
    for (; bytes[to] !== LESS; to++) {
      const byte = bytes[to] as number;
      if (!isPlainByte(byte)) return failed(to, end);
      if (byte === UNDERSCORE) mayEscape = true;
      all |= byte;
    }
    if (!startsWith(bytes, to, CLOSING)) return failed(to, end);
    if (all < 0x80 && !mayEscape) this.#table.addCut(this.#block, from, to);
    else {
      const text = plainText(bytes, from, to);
      if (text === undefined) return UNUSUAL;
      this.#add(text);
    }
    return to + CLOSING.length;
  }
}
