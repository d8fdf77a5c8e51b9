import { corrupt } from './corrupt.ts';

/** Excel's grid: A1 to XFD1048576. */
export const MAX_ROW = 1_048_576;
export const MAX_COLUMN = 16_384;

export interface CellPosition {
  readonly row: number;
  readonly column: number;
}

/** `C12` → row 12, column 3. Anything else, and anything outside the grid, is FILE_CORRUPT. */
export function cellPosition(reference: string): CellPosition {
  let at = 0;
  let column = 0;
  for (; at < reference.length && at < 4; at++) {
    const letter = reference.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  const row = rowNumber(reference.slice(at));
  if (at === 0 || column > MAX_COLUMN) throw corrupt('单元格位置超出范围');
  return { row, column };
}

/** `12` → 12, within the grid. */
export function rowNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text) || Number(text) > MAX_ROW) throw corrupt('行号超出范围');
  return Number(text);
}

export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** `A1:C3`, or one cell. */
export function cellRange(reference: string): CellRange {
  const [first = '', last = first, ...more] = reference.split(':');
  const a = cellPosition(first);
  const b = cellPosition(last);
  if (more.length > 0 || b.row < a.row || b.column < a.column) throw corrupt('合并区域不合规');
  return { top: a.row, left: a.column, bottom: b.row, right: b.column };
}
