import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, asDate, dayNumber, parseDate } from '../calendar/calendar-date.ts';
import { seedPlan } from '../plan/plan-seed.ts';
import { coverEnd, fullPremium, groupEnrolled, premiumLines, proRatedPremium, type Term } from './premium.ts';

const CI = seedPlan('CI2021');
const HOSP = seedPlan('HOSP');
const CHILD = seedPlan('CHILD');
const YEAR: Term = { start: asDate('2026-01-01'), end: asDate('2026-12-31') };

describe('proRatedPremium', () => {
  it('DAILY: the example of the design', () => {
    expect(proRatedPremium(CI, 1, asDate('2026-07-15'), YEAR)).toBe(3726);
    expect(proRatedPremium(CI, 1, YEAR.start, YEAR)).toBe(8000);
    // Last day of the parent: one day, valid. 8000 / 365 = 21.9…
    expect(proRatedPremium(CI, 1, YEAR.end, YEAR)).toBe(22);
    expect(proRatedPremium(CI, 5, YEAR.end, YEAR)).toBe(110);
  });

  it('DAILY counts the days of the actual term', () => {
    const leap = { start: asDate('2027-03-01'), end: asDate('2028-02-29') };
    expect(proRatedPremium(CI, 1, asDate('2028-02-29'), leap)).toBe(Math.round(8000 / 366));
    expect(proRatedPremium(CI, 1, leap.start, leap)).toBe(8000);
  });

  it('rounds half up', () => {
    const half = { start: asDate('2026-01-01'), end: asDate('2026-01-02') };
    expect(proRatedPremium({ ...CI, feePerShareFen: 1 }, 1, half.end, half)).toBe(1);
    expect(proRatedPremium({ ...CI, feePerShareFen: 3 }, 1, half.end, half)).toBe(2);
  });

  it.each([
    ['2026-01-01', 12],
    ['2026-01-02', 12],
    ['2026-02-01', 11],
    ['2026-07-15', 6],
    ['2026-10-31', 3],
    ['2026-11-30', 2],
    ['2026-12-01', 1],
    ['2026-12-31', 1],
  ])('MONTH_CEIL from %s: %i months', (start, months) => {
    expect(proRatedPremium(HOSP, 1, asDate(start), YEAR)).toBe(Math.floor((9500 * months) / 12 + 0.5));
  });

  it('MONTH_CEIL over the leap day', () => {
    const term = { start: asDate('2024-02-29'), end: asDate('2025-02-27') };
    expect(proRatedPremium(HOSP, 1, term.start, term)).toBe(9500);
    // 31 August + 6 months is 28 February, after the end: six months.
    expect(proRatedPremium(HOSP, 1, asDate('2024-08-31'), term)).toBe(4750);
  });

  it('FULL is no reduction', () => {
    expect(proRatedPremium(CHILD, 1, asDate('2026-12-31'), YEAR)).toBe(3000);
  });

  it('refuses a start outside the term', () => {
    expect(() => proRatedPremium(CI, 1, asDate('2027-01-01'), YEAR)).toThrow(RangeError);
    expect(() => proRatedPremium(CHILD, 1, asDate('2025-12-31'), YEAR)).toThrow(RangeError);
    expect(() => fullPremium(CI, 1.5)).toThrow(RangeError);
  });

  it('never rises as the start moves on, never exceeds the full fee, and is never nothing', () => {
    const plan = fc.constantFrom(CI, HOSP, CHILD);
    const start = fc.integer({ min: dayNumber(asDate('2020-01-01')), max: dayNumber(asDate('2032-12-31')) });
    fc.assert(
      fc.property(plan, start, fc.integer({ min: 1, max: 5 }), fc.nat(363), (version, day, shares, offset) => {
        const first = addDays(asDate('1970-01-01'), day);
        const term = { start: first, end: coverEnd(version, first) };
        const earlier = proRatedPremium(version, shares, addDays(first, offset), term);
        const later = proRatedPremium(version, shares, addDays(first, offset + 1), term);
        expect(later).toBeLessThanOrEqual(earlier);
        expect(later).toBeGreaterThan(0);
        expect(earlier).toBeLessThanOrEqual(fullPremium(version, shares));
        expect(proRatedPremium(version, shares, first, term)).toBe(fullPremium(version, shares));
      }),
    );
  });
});

describe('premiumLines', () => {
  it('sums persons per plan', () => {
    const groups = groupEnrolled([{ CI2021: 2, HOSP: 1 }, { CI2021: 1, HOSP: 0 }, {}]);
    const whole = { proRata: null };
    expect(premiumLines(groups, [CI, HOSP])).toEqual([
      {
        code: 'CI2021',
        name: CI.name,
        headcount: 2,
        shares: 3,
        sharesPerPerson: null,
        feePerShareFen: 8000,
        amountFen: 24_000,
        groups: [
          { shares: 1, persons: 1, eachFen: 8000, amountFen: 8000 },
          { shares: 2, persons: 1, eachFen: 16_000, amountFen: 16_000 },
        ],
        ...whole,
      },
      {
        code: 'HOSP',
        name: HOSP.name,
        headcount: 1,
        shares: 1,
        sharesPerPerson: 1,
        feePerShareFen: 9500,
        amountFen: 9500,
        groups: [{ shares: 1, persons: 1, eachFen: 9500, amountFen: 9500 }],
        ...whole,
      },
    ]);
    expect(premiumLines([], [CI])).toMatchObject([{ headcount: 0, sharesPerPerson: null, amountFen: 0 }]);
  });

  it('rounds each person of a supplement before the sum, and says what part is due', () => {
    const three = [{ code: 'CI2021', shares: 1, persons: 3 }] as const;
    const supplement = { start: asDate('2026-07-15'), term: YEAR };
    expect(premiumLines(three, [CI], supplement)).toMatchObject([
      { amountFen: 3 * 3726, proRata: { part: 170, whole: 365, unit: 'day' }, groups: [{ eachFen: 3726 }] },
    ]);
    expect(() => premiumLines(three, [CI], { start: asDate('2027-01-01'), term: YEAR })).toThrow(RangeError);
  });

  it('comes to the sum of its parts, whatever stands on the list', () => {
    const groups = fc.array(
      fc.record({
        code: fc.constantFrom('CI2021' as const, 'HOSP' as const, 'CHILD' as const),
        shares: fc.nat(5),
        persons: fc.nat(2_000),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(groups, fc.nat(364), (enrolled, offset) => {
        const start = addDays(YEAR.start, offset);
        for (const line of premiumLines(enrolled, [CI, HOSP, CHILD], { start, term: YEAR })) {
          const own = enrolled.filter((group) => group.code === line.code && group.shares > 0);
          const plan = seedPlan(line.code);
          const each = own.map(({ shares, persons }) => proRatedPremium(plan, shares, start, YEAR) * persons);
          expect(line.amountFen).toBe(each.reduce((total, amount) => total + amount, 0));
          expect(line.headcount).toBe(own.reduce((total, { persons }) => total + persons, 0));
        }
      }),
    );
  });
});

describe('terms', () => {
  it('end on a calendar date, the day before the anniversary, whatever the day', () => {
    const day = fc.integer({ min: dayNumber(asDate('2020-01-01')), max: dayNumber(asDate('2060-12-31')) });
    fc.assert(
      fc.property(day, fc.constantFrom(1, 3, 6, 12, 24), (number, termMonths) => {
        const start = addDays(asDate('1970-01-01'), number);
        const end = coverEnd({ termMonths }, start);
        // The next term begins where this one ended, and no day is covered twice.
        const next = addDays(end, 1);
        expect(next > start).toBe(true);
        const [year, month] = [Number(start.slice(0, 4)), Number(start.slice(5, 7)) - 1 + termMonths];
        const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
        expect(Number(next.slice(8))).toBe(Math.min(Number(start.slice(8)), lastOfMonth));
        expect(dayNumber(end) - dayNumber(start) + 1).toBeGreaterThanOrEqual(28 * termMonths);
      }),
    );
  });
});

describe('coverEnd', () => {
  it('is the common end date where the plan has one', () => {
    expect(coverEnd(CI, asDate('2023-03-01'))).toBe('2024-02-29');
    expect(coverEnd({ ...CI, commonEndDate: asDate('2026-12-31') }, asDate('2026-05-01'))).toBe('2026-12-31');
    expect(parseDate(coverEnd(CI, asDate('2024-02-29')))).toBe('2025-02-27');
  });
});
