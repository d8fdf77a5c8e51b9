import { describe, expect, it } from 'vitest';
import { compareTwins, type Twin } from './compare-twins.ts';
import { issueSentence } from './issue-codes.ts';

const twin = (rowNumber: number, name = '何敏', shares = 1): Twin => ({ rowNumber, name, shares: { CI2021: shares } });
function sentences(rows: readonly Twin[]): Record<number, string> {
  return Object.fromEntries(
    [...compareTwins(rows)].map(([row, issue]) => [row, `${issue.code} ${issueSentence(issue)}`]),
  );
}

describe('compareTwins', () => {
  it('says nothing about one row', () => {
    expect(compareTwins([twin(2)]).size).toBe(0);
    expect(compareTwins([]).size).toBe(0);
  });

  it('finds exact twins, also when only the writing differs', () => {
    expect(sentences([twin(3), twin(9, ' 何　敏')])).toEqual({
      3: 'ID_DUPLICATE_IN_FILE 与第 9 行完全相同，请保留一行',
      9: 'ID_DUPLICATE_IN_FILE 与第 3 行完全相同，请保留一行',
    });
    expect(compareTwins([twin(1, 'ZHANG San'), twin(2, 'Zhang san')]).get(1)?.code).toBe('ID_DUPLICATE_IN_FILE');
  });

  it('says on both rows what differs', () => {
    expect(sentences([twin(3, '王欣怡'), twin(6, '廖国桦')])).toEqual({
      3: 'DUPLICATE_IN_FILE_DIFFERS 与第 6 行是同一个证件号码，那一行姓名为“廖国桦”',
      6: 'DUPLICATE_IN_FILE_DIFFERS 与第 3 行是同一个证件号码，那一行姓名为“王欣怡”',
    });
    expect(sentences([twin(3), twin(6, '何敏', 2)])[3]).toContain('那一行份数不同');
    expect(sentences([twin(3), twin(6, '')])).toMatchObject({ 3: expect.stringContaining('那一行没有填姓名') });
  });

  it('makes every row of a group differ when one does', () => {
    expect(sentences([twin(4), twin(8), twin(2, '何明')])).toEqual({
      2: 'DUPLICATE_IN_FILE_DIFFERS 与第 4、8 行是同一个证件号码，第 4 行姓名为“何敏”',
      4: 'DUPLICATE_IN_FILE_DIFFERS 与第 2、8 行是同一个证件号码，第 2 行姓名为“何明”',
      8: 'DUPLICATE_IN_FILE_DIFFERS 与第 2、4 行是同一个证件号码，第 2 行姓名为“何明”',
    });
  });

  it('compares 份 of every plan', () => {
    const a = { rowNumber: 2, name: '何敏', shares: { CI2021: 1, ACC: 0 } };
    expect(compareTwins([a, { ...a, rowNumber: 3, shares: { ACC: 0, CI2021: 1 } }]).get(2)?.code).toBe(
      'ID_DUPLICATE_IN_FILE',
    );
    expect(compareTwins([a, { ...a, rowNumber: 3, shares: { ACC: 1, CI2021: 1 } }]).get(2)?.code).toBe(
      'DUPLICATE_IN_FILE_DIFFERS',
    );
  });

  it('lists 20 others at most and stays quick for a file of one number', () => {
    const rows = Array.from({ length: 50_000 }, (_, i) => twin(i + 2, i === 49_999 ? '何明' : '何敏'));
    const started = Date.now();
    const issues = compareTwins(rows);
    expect(Date.now() - started).toBeLessThan(2000);
    expect(issues.size).toBe(50_000);
    expect(issues.get(2)?.details.rows).toEqual(Array.from({ length: 20 }, (_, i) => i + 3));
    expect(issues.get(50_001)?.details.rows).toHaveLength(20);
  });
});
