import { dateOfSerial } from '@huzhu/domain/person/read-date';
import type { RawCell } from '@huzhu/domain/roster/roster-row';
import { isBlank } from './blank-text.ts';
import { corrupt } from './corrupt.ts';
import { resolveEscapes } from './escaped-text.ts';
import type { SharedStrings } from './string-table.ts';
import type { IsDateStyle } from './styles.ts';

/** What XML Schema calls a double; `Number` would take `0x1F` too. */
const DECIMAL = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/;

/** A `<c>` as the sheet gives it: attributes and the texts of its children. */
export interface CellSource {
  type: string;
  style: number;
  /** Text of `<v>`; undefined when there is no `<v>`. */
  value: string | undefined;
  /** Text of `<is>`, phonetic runs left out; undefined when there is no `<is>`. */
  inline: string | undefined;
  hasFormula: boolean;
}

export interface CellContext {
  readonly strings: SharedStrings;
  readonly isDate: IsDateStyle;
  readonly date1904: boolean;
}

/** The cell with its raw type (domain RawCell); undefined when it is blank. */
export function rawCell(source: CellSource, context: CellContext): RawCell | undefined {
  const { value } = source;
  switch (source.type) {
    case 's': {
      if (value === undefined) return blankOrFormula(source);
      if (!/^\s*\d{1,9}\s*$/.test(value)) throw corrupt('缺少共享字符串');
      return textCell(context.strings.text(Number(value)));
    }
    case 'inlineStr':
      return source.inline === undefined ? blankOrFormula(source) : textCell(resolveEscapes(source.inline));
    case 'str':
      // A formula whose result is the empty text has an empty <v>: that is a result, the cell is blank.
      return value === undefined ? blankOrFormula(source) : textCell(resolveEscapes(value));
    case 'b': {
      if (value === undefined || value.trim() === '') return blankOrFormula(source);
      return { kind: 'boolean', text: value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE' };
    }
    case 'e':
      return { kind: 'error', text: (value ?? '').trim() || '#VALUE!' };
    case 'd':
      return value === undefined || value.trim() === '' ? blankOrFormula(source) : isoDate(value.trim());
    case 'n':
      // openpyxl writes an empty <v> for a formula that was never calculated.
      return value === undefined || value.trim() === ''
        ? blankOrFormula(source)
        : numberCell(decimal(value.trim()), source.style, context);
    default:
      throw corrupt('单元格类型不认识');
  }
}

function blankOrFormula(source: CellSource): RawCell | undefined {
  return source.hasFormula ? { kind: 'formula', text: '' } : undefined;
}

export function textCell(text: string): RawCell | undefined {
  return isBlank(text) ? undefined : { kind: 'text', text };
}

/** The double that a number cell's text stands for. */
function decimal(text: string): number {
  const value = readDecimal(text);
  if (value === undefined) throw corrupt('数字单元格不是数字');
  return value;
}

/** Undefined when it is no double of XML Schema, or beyond what one holds. */
export function readDecimal(text: string): number | undefined {
  const value = Number(text);
  return DECIMAL.test(text) && Number.isFinite(value) ? value : undefined;
}

/** A number, or the day that its style shows. */
export function numberCell(value: number, style: number, context: CellContext): RawCell {
  if (context.isDate(style)) {
    const day = dateOfSerial(value, context.date1904);
    if (day) return { kind: 'date', text: day, value };
  }
  return { kind: 'number', text: plainNumber(value), value };
}

/** `t="d"` (strict OOXML): `1988-03-13` or with a time, which is dropped. */
function isoDate(text: string): RawCell {
  const day = /^(\d{4}-\d{2}-\d{2})(T|$)/.exec(text)?.[1];
  return day ? { kind: 'date', text: day } : { kind: 'text', text };
}

/** The shortest decimal form, without exponent below 1e21. */
export function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e-') ? value.toFixed(20).replace(/\.?0+$/, '') : text;
}
