import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClipboard } from './read-clipboard.ts';

/** As Excel and WPS write a block of cells: quotes only around what would break the block. */
const asExcel = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => `${row.map(quotedWhereNeeded).join('\t')}\r\n`).join('');
const quotedWhereNeeded = (cell: string) => (/[\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** LibreOffice also quotes a cell for the quotes in it. */
const asLibreOffice = (rows: readonly (readonly string[])[]) =>
  rows
    .map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t'))
    .join('\n');

describe('readClipboard', () => {
  it('reads rows of cells with any line break, with or without one at the end', () => {
    const cells = [
      ['姓名', '证件号码'],
      ['陈静', ''],
      ['', 'X'],
    ];
    for (const text of [
      '姓名\t证件号码\r\n陈静\t\r\n\tX\r\n',
      '姓名\t证件号码\n陈静\t\n\tX',
      '姓名\t证件号码\r陈静\t\r\tX\r',
    ])
      expect(readClipboard(text)).toEqual(cells);
    expect(readClipboard('13900001111')).toEqual([['13900001111']]);
  });

  it('keeps blank rows inside a block and drops those at its end', () => {
    expect(readClipboard('甲\r\n\r\n乙\r\n\r\n\t\r\n')).toEqual([['甲'], [''], ['乙']]);
    expect(readClipboard('')).toEqual([]);
    expect(readClipboard('\r\n')).toEqual([]);
  });

  it('takes quotes away only where something needed them', () => {
    expect(readClipboard('"一行\n两行"\t乙')).toEqual([['一行\n两行', '乙']]);
    expect(readClipboard('"他说""好""\n"\r\n')).toEqual([['他说"好"\n']]);
    expect(readClipboard('"5 寸\t乙')).toEqual([['"5 寸', '乙']]);
    expect(readClipboard('"甲"\t"乙"丙')).toEqual([['"甲"', '"乙"丙']]);
    expect(readClipboard('"甲\n乙"丙')).toEqual([['"甲'], ['乙"丙']]);
  });

  const cell = fc.string({ unit: fc.constantFrom('甲', 'A', '1', '"', '\t', '\n', ' ', '\u{20BB7}'), maxLength: 6 });
  // Excel does not tell `"a` beside `b"` from one cell in quotes: nobody can.
  const ofExcel = cell.filter((text) => /[\t\n]/.test(text) || !text.startsWith('"'));
  const block = (of: fc.Arbitrary<string>) =>
    fc
      .integer({ min: 1, max: 4 })
      .chain((width) => fc.array(fc.array(of, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }))
      .filter((rows) => rows.at(-1)?.some((text) => text !== '') === true);

  it('gives back every block that Excel put on the clipboard', () => {
    fc.assert(fc.property(block(ofExcel), (rows) => void expect(readClipboard(asExcel(rows))).toEqual(rows)));
  });

  it('gives back every block of LibreOffice', () => {
    fc.assert(fc.property(block(cell), (rows) => void expect(readClipboard(asLibreOffice(rows))).toEqual(rows)));
  });

  it('loses no character of any text, and takes no longer than it is long', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', '\t', '\n', 'x'), maxLength: 40 }), (text) => {
        const kept = readClipboard(text).flat().join('');
        expect(kept.replaceAll(/[^x]/g, '')).toBe(text.replaceAll(/[^x]/g, ''));
      }),
    );
    const began = Date.now();
    for (const part of ['"', '"\t', '"x\t', '""\t', '"""x\n']) readClipboard(part.repeat(100_000));
    expect(Date.now() - began).toBeLessThan(3_000);
  });
});
