import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparableText, mergeRow, type RowTexts } from './merge-row.ts';
import type { RosterField } from './roster-field.ts';

const FIELDS: readonly RosterField[] = ['name', 'idNumber', 'phone', 'shares', 'note'];
/** Few texts, so that both sides often write the same. */
const text = fc.constantFrom('', '张三', '李四', '138', ' 张三', '张三\r\n', '张三\n');
const row = fc.record(Object.fromEntries(FIELDS.map((field) => [field, text])), {
  requiredKeys: [],
}) as fc.Arbitrary<RowTexts>;

const merge = (base: RowTexts, workbook: RowTexts, browser: RowTexts, fields: readonly RosterField[] = FIELDS) =>
  mergeRow(fields, workbook, browser, (field, said) => comparableText(base[field]) === comparableText(said));

/** The list afterwards, where the browser's side is taken in every conflict. */
function after(base: RowTexts, workbook: RowTexts, browser: RowTexts): RowTexts {
  const { changes } = merge(base, workbook, browser);
  return { ...browser, ...Object.fromEntries(changes.map((field) => [field, workbook[field] ?? ''])) };
}

const same = (a: RowTexts, b: RowTexts, field: RosterField) => comparableText(a[field]) === comparableText(b[field]);

describe('a row of a returned workbook', () => {
  it('changes nothing where nobody touched it, whatever was done in the browser', () => {
    fc.assert(
      fc.property(row, row, (base, browser) => {
        expect(merge(base, base, browser)).toEqual({ changes: [], conflicts: [] });
      }),
    );
  });

  it('goes in whole where the browser touched nothing', () => {
    fc.assert(
      fc.property(row, row, (base, workbook) => {
        const { changes, conflicts } = merge(base, workbook, base);
        expect(conflicts).toEqual([]);
        expect(changes).toEqual(FIELDS.filter((field) => !same(base, workbook, field)));
      }),
    );
  });

  it('keeps what either side changed, and asks exactly where both did and differ', () => {
    fc.assert(
      fc.property(row, row, row, (base, workbook, browser) => {
        const { conflicts } = merge(base, workbook, browser);
        const merged = after(base, workbook, browser);
        for (const field of FIELDS) {
          const [theirs, ours] = [!same(base, workbook, field), !same(base, browser, field)];
          expect(conflicts.includes(field)).toBe(theirs && ours && !same(workbook, browser, field));
          if (theirs && !ours) expect(same(merged, workbook, field)).toBe(true);
          else expect(same(merged, browser, field)).toBe(true);
        }
      }),
    );
  });

  it('says nothing more when it is merged a second time', () => {
    fc.assert(
      fc.property(row, row, row, (base, workbook, browser) => {
        const first = merge(base, workbook, browser);
        const second = merge(base, workbook, after(base, workbook, browser));
        expect(second).toEqual({ changes: [], conflicts: first.conflicts });
      }),
    );
  });

  it('says nothing about a column that was taken out, and empties a cell that was emptied', () => {
    const base = { name: '张三', phone: '138' };
    expect(merge(base, { name: '李四' }, base, ['name'])).toEqual({ changes: ['name'], conflicts: [] });
    expect(merge(base, { name: '张三' }, base)).toEqual({ changes: ['phone'], conflicts: [] });
  });
});
