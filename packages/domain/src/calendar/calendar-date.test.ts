import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  ageOn,
  asDate,
  dayNumber,
  daysInclusive,
  inProse,
  parseDate,
  termEnd,
} from './calendar-date.ts';

const date = fc.integer({ min: -25_000, max: 60_000 }).map((days) => addDays(asDate('1970-01-01'), days));

describe('calendar dates', () => {
  it('has the leap-day terms of the design', () => {
    expect(termEnd(asDate('2023-03-01'), 12)).toBe('2024-02-29');
    expect(termEnd(asDate('2024-02-29'), 12)).toBe('2025-02-27');
    expect(termEnd(asDate('2026-11-24'), 12)).toBe('2027-11-23');
    expect(termEnd(asDate('2026-01-01'), 12)).toBe('2026-12-31');
    expect(termEnd(asDate('2026-01-31'), 1)).toBe('2026-02-27');
  });

  it('counts whole years; 29 February has its birthday on 1 March in common years', () => {
    const age = (birth: string, day: string) => ageOn(asDate(birth), asDate(day));
    expect(age('1965-11-24', '2026-11-23')).toBe(60);
    expect(age('1965-11-24', '2026-11-24')).toBe(61);
    expect(age('2008-02-29', '2026-02-28')).toBe(17);
    expect(age('2008-02-29', '2026-03-01')).toBe(18);
    expect(age('2008-02-29', '2028-02-29')).toBe(20);
    expect(age('2008-02-29', '2028-02-28')).toBe(19);
    expect(age('2026-11-24', '2026-11-23')).toBe(-1);
  });

  it.each(['2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '1900-02-29', '2026-1-1', '2026-01-01T00:00', ''])(
    '%j is no date',
    (text) => {
      expect(parseDate(text)).toBeUndefined();
      expect(() => asDate(text)).toThrow(RangeError);
    },
  );

  it('counts days both ways', () => {
    expect(daysInclusive(asDate('2026-07-15'), asDate('2026-12-31'))).toBe(170);
    expect(daysInclusive(asDate('2026-12-31'), asDate('2026-12-31'))).toBe(1);
    fc.assert(
      fc.property(date, fc.integer({ min: -4000, max: 4000 }), (day, days) => {
        expect(dayNumber(addDays(day, days)) - dayNumber(day)).toBe(days);
        expect(addDays(addDays(day, days), -days)).toBe(day);
      }),
    );
  });

  it('adds months without leaving the target month, across years and backwards', () => {
    expect(addMonths(asDate('2026-01-31'), 1)).toBe('2026-02-28');
    expect(addMonths(asDate('2024-02-29'), 12)).toBe('2025-02-28');
    expect(addMonths(asDate('2026-01-15'), -1)).toBe('2025-12-15');
    fc.assert(
      fc.property(date, fc.integer({ min: -60, max: 60 }), (day, months) => {
        const index = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        const moved = addMonths(day, months);
        expect(index(moved) - index(day)).toBe(months);
        expect(Number(moved.slice(8))).toBeLessThanOrEqual(Number(day.slice(8)));
      }),
    );
  });

  it('writes prose', () => {
    expect(inProse(asDate('2026-01-05'))).toBe('2026年1月5日');
  });
});
