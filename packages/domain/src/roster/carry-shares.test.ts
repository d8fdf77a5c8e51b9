import { describe, expect, it } from 'vitest';
import { carryShares } from './carry-shares.ts';
import type { RawRosterRow } from './roster-row.ts';

const text = (value: string) => ({ kind: 'text' as const, text: value });
const row = (cells: RawRosterRow['cells']): RawRosterRow => ({ rowNumber: 2, hidden: false, cells });

describe('carryShares', () => {
  it('gives 份数 to the plan that was ticked alone', () => {
    const carried = carryShares(row({ name: text('甲'), shares: text('3') }), 'CI2021', ['CI2021', 'FEMALE']);
    expect(carried.cells).toEqual({ name: text('甲'), 'shares:CI2021': text('3') });
  });

  it('takes the cell of its plan back into 份数', () => {
    const cells = { 'shares:CI2021': text('3'), 'shares:FEMALE': text('0') };
    expect(carryShares(row(cells), undefined, ['FEMALE']).cells).toEqual({ shares: text('0') });
  });

  it('drops what belonged to a plan that is no longer ticked', () => {
    expect(carryShares(row({ shares: text('2') }), 'ACC', ['CI2021']).cells).toEqual({});
  });

  it('leaves the columns of a plan that stays as they were', () => {
    const cells = { 'shares:CI2021': text('2'), 'shares:ACC': text('1') };
    expect(carryShares(row(cells), undefined, ['CI2021', 'ACC']).cells).toEqual(cells);
  });
});
