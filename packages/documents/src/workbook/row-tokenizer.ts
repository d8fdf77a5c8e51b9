import { MAX_COLUMN, MAX_ROW } from './cell-reference.ts';
import type { CellStore } from './cell-store.ts';
import { MAX_STORED_STYLE, NUMBER, SHARED } from './cell-store.ts';
import { resolveEscapes } from './escaped-text.ts';
import { type FastUnits, failed, MORE, startsWith, UNUSUAL } from './fast-front.ts';
import { plainText, plainTextEnd } from './plain-text.ts';
import { readDecimal } from './raw-cell.ts';
import type { SheetParser } from './sheet-parser.ts';
import { isTrue } from './xml-reader.ts';

const ROW_NUMBER = Buffer.from('<row r="');
const ROW_CLOSING = Buffer.from('</row>');
const VALUE = Buffer.from('><v>');
const VALUE_CLOSING = Buffer.from('</v></c>');
const INLINE = Buffer.from('><is><t>');
const INLINE_SPACE = Buffer.from('><is><t xml:space="preserve">');
const INLINE_CLOSING = Buffer.from('</t></is></c>');
const EMPTY_CELL = Buffer.from('></c>');
const TYPE_NUMBER = Buffer.from(' t="n"');
const TYPE_FORMULA_TEXT = Buffer.from(' t="str"');
const TYPE_INLINE = Buffer.from(' t="inlineStr"');

const LONGEST_ROW_TAG = 512;
/** What may stand behind a row's number: attributes in printable ASCII, without quotes and references. */
const ROW_TAIL = /^"(?: ([A-Za-z][A-Za-z0-9:]*)="[ !#-%'-;=-~]*")*(\/?)>$/;
const ATTRIBUTE = / ([A-Za-z][A-Za-z0-9:]*)="([^"]*)"/g;
const QUOTE = 0x22;
const SPACE = 0x20;
const SLASH = 0x2f;
const ZERO = 0x30;
const LESS = 0x3c;
const EQUALS = 0x3d;
const GREATER = 0x3e;
const LETTER_A = 0x41;
const [LETTER_c, LETTER_r, LETTER_s, LETTER_t, LETTER_v] = [0x63, 0x72, 0x73, 0x74, 0x76] as const;
/** Digits whose value a double always holds, without a look at the text. */
const SAFE_DIGITS = 15;

interface RowTail {
  readonly bytes: Buffer;
  readonly hidden: boolean;
  readonly empty: boolean;
}

/**
 * `<row>` in the form that Excel, WPS, LibreOffice, openpyxl and exceljs write: numbered, its cells numbered and in order,
 * `s` and `t` the only other attributes, a value without references. Everything else is for the tokenizer.
 */
export class RowTokenizer implements FastUnits {
  readonly opening = '<row ';
  readonly closing = '</row>';
  readonly #store: CellStore;
  readonly #parser: SheetParser;
  /** Rows in a row mostly end their tag alike. */
  #tail: RowTail | undefined;

  constructor(store: CellStore, parser: SheetParser) {
    this.#store = store;
    this.#parser = parser;
  }

  expected(): boolean {
    return this.#parser.expectsRow;
  }

  take(bytes: Buffer, from: number, end: number): number {
    if (!startsWith(bytes, from, ROW_NUMBER)) return failed(from, end);
    const digits = from + ROW_NUMBER.length;
    let at = digits;
    let number = 0;
    for (; bytes[at] !== QUOTE; at++) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9 || at - digits > 6 || (digit === 0 && at === digits)) return failed(at, end);
      number = number * 10 + digit;
    }
    if (at === digits || number > MAX_ROW) return failed(at, end);
    const tail = this.#rowTail(bytes, at, end);
    if (typeof tail === 'number') return tail;
    const digitsEnd = at;
    at += tail.bytes.length;
    if (!tail.empty) {
      at = this.#takeCells(bytes, at, end, digits, digitsEnd);
      if (at < 0) {
        this.#store.undoRow();
        return at;
      }
    }
    this.#parser.claimRow(number);
    this.#store.endRow(number, tail.hidden);
    return at;
  }

  #rowTail(bytes: Buffer, at: number, end: number): RowTail | typeof MORE | typeof UNUSUAL {
    if (this.#tail && startsWith(bytes, at, this.#tail.bytes)) return this.#tail;
    const closing = bytes.subarray(at, Math.min(end, at + LONGEST_ROW_TAG)).indexOf(0x3e);
    if (closing < 0) return end - at < LONGEST_ROW_TAG ? MORE : UNUSUAL;
    const own = Buffer.from(bytes.subarray(at, at + closing + 1));
    const text = own.toString('latin1');
    const match = ROW_TAIL.exec(text);
    if (!match) return UNUSUAL;
    const attributes = [...text.matchAll(ATTRIBUTE)].map(([, name, value]) => [name, value] as const);
    const byName = new Map(attributes);
    if (byName.size < attributes.length || byName.has('r')) return UNUSUAL;
    this.#tail = { bytes: own, hidden: isTrue(byName.get('hidden')), empty: match[2] === '/' };
    return this.#tail;
  }

  /** @returns the offset behind `</row>` */
  #takeCells(bytes: Buffer, from: number, end: number, digits: number, digitsEnd: number): number {
    const digitCount = digitsEnd - digits;
    let at = from;
    let last = 0;
    while (opensCell(bytes, at)) {
      at += 6;
      let column = (bytes[at] as number) - LETTER_A + 1;
      if (column < 1 || column > 26) return failed(at, end);
      at += 1;
      // A second and a third letter.
      for (let more = 0; more < 2; more++, at++) {
        const letter = (bytes[at] as number) - LETTER_A;
        if (letter < 0 || letter > 25) break;
        column = column * 26 + letter + 1;
      }
      if (column <= last || column > MAX_COLUMN) return failed(at, end);
      last = column;
      for (let index = 0; index < digitCount; index++) {
        if (bytes[at + index] !== bytes[digits + index]) return failed(at, end);
      }
      at += digitCount;
      if (bytes[at] !== QUOTE) return failed(at, end);
      at = this.#takeCell(bytes, at + 1, end, column);
      if (at < 0) return at;
    }
    return startsWith(bytes, at, ROW_CLOSING) ? at + ROW_CLOSING.length : failed(at, end);
  }

  /** From behind the reference to behind the cell. */
  #takeCell(bytes: Buffer, from: number, end: number, column: number): number {
    let at = from;
    let style = 0;
    if (bytes[at] === SPACE && bytes[at + 1] === LETTER_s && bytes[at + 2] === EQUALS && bytes[at + 3] === QUOTE) {
      at += 4;
      const first = at;
      for (; bytes[at] !== QUOTE; at++) {
        const digit = (bytes[at] as number) - ZERO;
        if (digit < 0 || digit > 9 || at - first > 5) return failed(at, end);
        style = style * 10 + digit;
      }
      if (at === first || style > MAX_STORED_STYLE) return failed(at, end);
      at += 1;
    }
    let shared = false;
    if (bytes[at] === SPACE) {
      shared = isSharedType(bytes, at);
      if (shared) at += 6;
      else if (startsWith(bytes, at, TYPE_NUMBER)) at += TYPE_NUMBER.length;
      else return this.#takeTyped(bytes, at, end, column);
    }
    if (!opensValue(bytes, at)) return passBlank(bytes, at, end);
    at += 4;
    const first = at;
    let value = 0;
    for (; ; at++) {
      const digit = (bytes[at] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (at === first || at - first > (shared ? 9 : SAFE_DIGITS) || !closesValue(bytes, at)) {
      return shared ? failed(at, end) : this.#takeDouble(bytes, first, end, column, style);
    }
    this.#store.add(column, shared ? SHARED : NUMBER, style, value);
    return at + 8;
  }

  /** The text of a formula, or one that stands in the cell itself. */
  #takeTyped(bytes: Buffer, from: number, end: number, column: number): number {
    const isFormula = startsWith(bytes, from, TYPE_FORMULA_TEXT);
    if (!isFormula && !startsWith(bytes, from, TYPE_INLINE)) return failed(from, end);
    const at = from + (isFormula ? TYPE_FORMULA_TEXT : TYPE_INLINE).length;
    const openings = isFormula ? [VALUE] : [INLINE, INLINE_SPACE];
    const opening = openings.find((known) => startsWith(bytes, at, known));
    if (!opening) return passBlank(bytes, at, end);
    const closing = isFormula ? VALUE_CLOSING : INLINE_CLOSING;
    const textEnd = plainTextEnd(bytes, at + opening.length);
    if (textEnd < 0) return failed(~textEnd, end);
    if (!startsWith(bytes, textEnd, closing)) return failed(textEnd, end);
    const text = plainText(bytes, at + opening.length, textEnd);
    if (text === undefined) return UNUSUAL;
    this.#store.addText(column, resolveEscapes(text));
    return textEnd + closing.length;
  }

  /** A number that is more than a few digits. */
  #takeDouble(bytes: Buffer, from: number, end: number, column: number, style: number): number {
    const closing = plainTextEnd(bytes, from);
    if (closing < 0) return failed(~closing, end);
    if (!startsWith(bytes, closing, VALUE_CLOSING)) return failed(closing, end);
    const text = closing - from <= 40 ? bytes.toString('latin1', from, closing) : '';
    const value = readDecimal(text);
    if (value === undefined) return UNUSUAL;
    this.#store.add(column, NUMBER, style, value);
    return closing + VALUE_CLOSING.length;
  }
}

/** A cell that has no content; it says where it stands and how it would look. */
function passBlank(bytes: Buffer, at: number, end: number): number {
  if (bytes[at] === SLASH && bytes[at + 1] === GREATER) return at + 2;
  return startsWith(bytes, at, EMPTY_CELL) ? at + EMPTY_CELL.length : failed(at, end);
}

// Byte by byte, for they are asked of every cell: `<c r="`, ` t="s"`, `><v>` and `</v></c>`.

function opensCell(bytes: Buffer, at: number): boolean {
  return (
    bytes[at] === LESS &&
    bytes[at + 1] === LETTER_c &&
    bytes[at + 2] === SPACE &&
    bytes[at + 3] === LETTER_r &&
    bytes[at + 4] === EQUALS &&
    bytes[at + 5] === QUOTE
  );
}

function isSharedType(bytes: Buffer, at: number): boolean {
  return (
    bytes[at + 1] === LETTER_t &&
    bytes[at + 2] === EQUALS &&
    bytes[at + 3] === QUOTE &&
    bytes[at + 4] === LETTER_s &&
    bytes[at + 5] === QUOTE
  );
}

function opensValue(bytes: Buffer, at: number): boolean {
  return bytes[at] === GREATER && bytes[at + 1] === LESS && bytes[at + 2] === LETTER_v && bytes[at + 3] === GREATER;
}

function closesValue(bytes: Buffer, at: number): boolean {
  return (
    bytes[at] === LESS &&
    bytes[at + 1] === SLASH &&
    bytes[at + 2] === LETTER_v &&
    bytes[at + 3] === GREATER &&
    bytes[at + 4] === LESS &&
    bytes[at + 5] === SLASH &&
    bytes[at + 6] === LETTER_c &&
    bytes[at + 7] === GREATER
  );
}
