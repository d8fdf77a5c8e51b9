import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfSerial, readDate, readDateText } from './read-date.ts';

describe('readDateText', () => {
  it.each([
    '2011-04-02',
    '2011.4.2',
    '2011/4/2',
    '2011/04/02',
    '20110402',
    '2011年4月2日',
    '2011 年 4 月 2 日',
    '2011年04月02号',
    '２０１１．０４．０２',
    ' 2011-4-2 ',
    "'2011-4-2",
    '2011-04-02 00:00:00',
    '2011-04-02T00:00:00.000Z',
    '2011/4/2 8:30',
    '2011. 4. 2',
  ])('%s', (text) => {
    expect(readDateText(text)).toBe('2011-04-02');
  });

  it.each([
    '',
    '11.4.2',
    '2/4/2011',
    '2011-04',
    '2011年4月',
    '2011-02-29',
    '2011.4/2',
    '33885',
    '二〇一一年四月二日',
    '20111302',
  ])('%j is not guessed', (text) => {
    expect(readDateText(text)).toBeUndefined();
  });

  it('is quick on hostile text', () => {
    const started = Date.now();
    readDateText(`2011-4-2 ${'1:11'.repeat(100_000)}`);
    readDateText(' '.repeat(100_000));
    expect(Date.now() - started).toBeLessThan(100);
  });
});

describe('serial numbers', () => {
  it('knows the leap day that Excel made up, and both systems', () => {
    expect(dateOfSerial(1, false)).toBe('1900-01-01');
    expect(dateOfSerial(59, false)).toBe('1900-02-28');
    expect(dateOfSerial(60, false)).toBeUndefined();
    expect(dateOfSerial(61, false)).toBe('1900-03-01');
    expect(dateOfSerial(32215, false)).toBe('1988-03-13');
    expect(dateOfSerial(33885.75, false)).toBe('1992-10-08');
    expect(dateOfSerial(0, true)).toBe('1904-01-01');
    expect(dateOfSerial(32215 - 1462, true)).toBe('1988-03-13');
    for (const serial of [-1, 0, Number.NaN, 1e9]) expect(dateOfSerial(serial, false)).toBeUndefined();
  });

  it('says the same day in both systems, 1462 apart', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1462, max: 99_999 }), (serial) => {
        expect(dateOfSerial(serial, false)).toBe(dateOfSerial(serial - 1462, true));
      }),
    );
  });

  it('reads number cells as serial or as eight digits, never a year', () => {
    const number = (value: number) => readDate({ kind: 'number', text: String(value), value }, false);
    expect(number(33885)).toBe('1992-10-08');
    expect(number(20110402)).toBe('2011-04-02');
    for (const value of [1990, 1990.3, 33885.5, 199003, -5]) expect(number(value)).toBeUndefined();
    expect(readDate({ kind: 'date', text: '1992-10-08', value: 33885 }, false)).toBe('1992-10-08');
    expect(readDate({ kind: 'boolean', text: 'TRUE' }, false)).toBeUndefined();
  });
});
