import { type FastUnits, failed, startsWith, UNUSUAL } from './fast-front.ts';
import { plainText, plainTextEnd } from './plain-text.ts';

const ITEM = Buffer.from('<si><t>');
const ITEM_SPACE = Buffer.from('<si><t xml:space="preserve">');
const CLOSING = Buffer.from('</t></si>');

/** `<si>` that holds one plain text, as nearly all do; runs and references are for the tokenizer. */
export class StringTokenizer implements FastUnits {
  readonly opening = '<si>';
  readonly closing = '</si>';
  readonly #add: (text: string) => void;
  readonly #expected: () => boolean;

  /** @param add takes the text as it stands, escapes unresolved */
  constructor(add: (text: string) => void, expected: () => boolean) {
    this.#add = add;
    this.#expected = expected;
  }

  expected(): boolean {
    return this.#expected();
  }

  take(bytes: Buffer, at: number, end: number): number {
    const opening = startsWith(bytes, at, ITEM) ? ITEM : ITEM_SPACE;
    if (opening === ITEM_SPACE && !startsWith(bytes, at, ITEM_SPACE)) return failed(at, end);
    const from = at + opening.length;
    const to = plainTextEnd(bytes, from);
    if (to < 0) return failed(~to, end);
    if (!startsWith(bytes, to, CLOSING)) return failed(to, end);
    const text = plainText(bytes, from, to);
    if (text === undefined) return UNUSUAL;
    this.#add(text);
    return to + CLOSING.length;
  }
}
