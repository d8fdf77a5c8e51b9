import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSeenRows, readSeenRows, writeSeenRows } from './seen-rows.ts';

describe('seen rows', () => {
  it('are runs of row numbers by revision', () => {
    const rows = [2, 3, 4, 7, 9, 10].map((rowNumber) => ({ rowNumber, revision: rowNumber === 9 ? 3 : 1 }));
    expect(writeSeenRows(rows)).toBe('1:2-4,7,10;3:9');
    expect(writeSeenRows([])).toBe('');
  });

  it('come back as they were written', () => {
    const row = fc.record({
      rowNumber: fc.integer({ min: 1, max: 500_000 }),
      revision: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: ({ rowNumber }) => rowNumber }), (rows) => {
        const text = writeSeenRows(rows);
        expect(isSeenRows(text)).toBe(true);
        expect(readSeenRows(text)).toEqual(new Map(rows.map(({ rowNumber, revision }) => [rowNumber, revision])));
      }),
    );
  });

  it('of 100,000 scattered rows stay below what a request may carry', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => ({ rowNumber: 300_000 + index * 2, revision: 1 }));
    expect(writeSeenRows(rows).length).toBeLessThan(900_000);
  });

  it.each(['1', '1:', '1:2-', '1:a', '1:9-2', '1:1-999999999', '1:2,,3', '-1:2'])('refuses %s from outside', (text) => {
    expect(isSeenRows(text)).toBe(false);
  });
});
