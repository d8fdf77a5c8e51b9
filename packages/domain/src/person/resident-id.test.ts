import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDate } from '../calendar/calendar-date.ts';
import { lengthenResidentId, residentIdCheckFits, residentIdFacts } from './resident-id.ts';

/**
 * ISO 7064 MOD 11-2 by its recursive definition, not by the table of weights of GB 11643: the whole number, check
 * character included, is congruent to 1 when each place doubles what stands before it.
 */
function fitsByIso7064(number: string): boolean {
  let product = 0;
  for (const character of number) product = (product * 2 + (character === 'X' ? 10 : Number(character))) % 11;
  return product === 1;
}

const body = fc
  .tuple(
    fc.integer({ min: 100_000, max: 999_999 }),
    fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2026-11-22T00:00:00Z'), noInvalidDate: true }),
    fc.nat(999),
  )
  .map(
    ([region, birth, sequence]) =>
      `${region}${birth.toISOString().slice(0, 10).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`,
  );
const valid = body.map((seventeen) => {
  const check = [...'0123456789X'].find((character) => fitsByIso7064(seventeen + character));
  return seventeen + check;
});

describe('resident ID', () => {
  it('accepts exactly what the independent definition accepts', () => {
    fc.assert(
      fc.property(body, fc.constantFrom(...'0123456789X'), (seventeen, check) => {
        expect(residentIdCheckFits(seventeen + check)).toBe(fitsByIso7064(seventeen + check));
      }),
    );
  });

  it('detects every change of one digit and every swap of neighbours', () => {
    fc.assert(
      fc.property(valid, fc.nat(17), fc.integer({ min: 1, max: 9 }), (number, place, step) => {
        const old = number[place] === 'X' ? 0 : Number(number[place]);
        const changed = `${number.slice(0, place)}${(old + step) % 10}${number.slice(place + 1)}`;
        expect(residentIdCheckFits(number)).toBe(true);
        if (changed !== number) expect(residentIdCheckFits(changed)).toBe(false);
        const next = Math.min(place, 15);
        const swapped = number.slice(0, next) + number[next + 1] + number[next] + number.slice(next + 2);
        if (swapped !== number) expect(residentIdCheckFits(swapped)).toBe(false);
      }),
    );
  });

  it('lengthens 15 digits: case 2 of the design', () => {
    expect(lengthenResidentId('110105491231002')).toBe('11010519491231002X');
    fc.assert(
      fc.property(valid, (number) => {
        fc.pre(number.slice(6, 8) === '19');
        expect(lengthenResidentId(number.slice(0, 6) + number.slice(8, 17))).toBe(number);
      }),
    );
  });

  it('reads birth date and sex', () => {
    expect(residentIdFacts('11010519491231002X')).toEqual({ birthDate: '1949-12-31', sex: 'female' });
    expect(residentIdFacts('440305199301085732')).toEqual({ birthDate: '1993-01-08', sex: 'male' });
  });

  it.each(['19930230', '19931301', '19930100', '18991231', '20230229', '00000000'])(
    'has no birth date in %s',
    (part) => {
      expect(residentIdFacts(`440305${part}0010`)).toBeUndefined();
    },
  );

  it('refuses a birth date after today', () => {
    expect(residentIdFacts('440305202611230010', asDate('2026-11-23'))?.birthDate).toBe('2026-11-23');
    expect(residentIdFacts('440305202611240010', asDate('2026-11-23'))).toBeUndefined();
  });
});
