import { expect, it } from 'vitest';
import { ageOn, asDate } from '../calendar/calendar-date.ts';
import { readIdentity } from './identity.ts';
import { isPlausibleName } from './is-plausible-name.ts';
import { readPhoneNumber } from './phone-number.ts';
import { SYNTHETIC_PERSONS, syntheticPerson } from './synthetic-person.ts';

it('makes valid, distinct persons of 20 to 58 years', () => {
  expect(SYNTHETIC_PERSONS).toBeGreaterThan(10_000_000);
  const numbers = new Set<string>();
  // Dense at the start, and strides through the whole range, so that every part of the bijection is touched.
  const places = [
    ...Array.from({ length: 30_000 }, (_, i) => i),
    ...Array.from({ length: 20_000 }, (_, i) => 13_880 * (i % 1500) + 13_880 * 999 * Math.floor(i / 1500) + 100_000),
  ];
  for (const i of places) {
    const person = syntheticPerson(i);
    numbers.add(person.idNumber);
    if (i % 7 !== 0) continue;
    const reading = readIdentity('resident_id', person.idNumber, asDate('2026-01-01'));
    expect(reading).toMatchObject({ ok: true, birthDate: person.birthDate, sex: person.sex });
    expect(ageOn(person.birthDate, asDate('2026-01-01'))).toBeGreaterThanOrEqual(20);
    expect(ageOn(person.birthDate, asDate('2026-12-31'))).toBeLessThanOrEqual(58);
    expect(isPlausibleName(person.name)).toBe(true);
    expect(readPhoneNumber(person.phone).mobile).toBe(true);
  }
  expect(numbers.size).toBe(new Set(places).size);
  expect(() => syntheticPerson(SYNTHETIC_PERSONS)).toThrow(RangeError);
  expect(syntheticPerson(SYNTHETIC_PERSONS - 1).idNumber).toHaveLength(18);
});
