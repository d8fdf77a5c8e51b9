import { corrupt } from './corrupt.ts';
import type { ArchivePart } from './open-archive.ts';
import { readXml } from './xml-reader.ts';

/** True when the cell style with this index (`s` of a cell) shows its number as a date. */
export type IsDateStyle = (index: number) => boolean;

/**
 * Built-in formats that show a day (ECMA-376 18.8.30, with those that zh-CN adds: 27–31, 36, 50–54, 57, 58).
 * Pure times (18–21, 32–35, 45–47, 55, 56) are numbers here: no roster column is a time.
 */
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
const MAX_STYLES = 100_000;

export async function readStyles(part: ArchivePart | undefined): Promise<IsDateStyle> {
  const customDates = new Map<number, boolean>();
  const dates: boolean[] = [];
  const path: string[] = [];
  if (part) {
    await readXml(part.read(), {
      open(local, attributes) {
        const parent = path.at(-1);
        path.push(local);
        if (local === 'numFmt' && parent === 'numFmts') {
          if (customDates.size >= MAX_STYLES) throw corrupt('单元格样式过多');
          customDates.set(Number(attributes.numFmtId), isDateFormat(attributes.formatCode ?? ''));
        } else if (local === 'xf' && parent === 'cellXfs') {
          const id = Number(attributes.numFmtId ?? 0);
          if (dates.length >= MAX_STYLES) throw corrupt('单元格样式过多');
          dates.push(customDates.get(id) ?? BUILT_IN_DATES.has(id));
        }
      },
      close() {
        path.pop();
      },
      text() {},
    });
  }
  return (index) => dates[index] ?? false;
}

/** A custom format is a date when year or day stand outside quotes, brackets and escapes (`yyyy/m/d;@`, `yyyy"年"m"月"`). */
export function isDateFormat(code: string): boolean {
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|[_*]./g, '');
  return /[yd年月日]/i.test(bare) && !/general/i.test(bare);
}
