import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findMatchCodes, isMatchCode, makeMatchCode } from './match-code.ts';

const code = fc.uint8Array({ minLength: 7, maxLength: 7 }).map(makeMatchCode);
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

test('has eight characters without look-alikes, and checks', () => {
  fc.assert(
    fc.property(code, (made) => {
      expect(made).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
      expect(isMatchCode(made)).toBe(true);
    }),
  );
});

test('one wrong character is always noticed', () => {
  fc.assert(
    fc.property(code, fc.nat(7), fc.constantFrom(...ALPHABET), (made, place, other) => {
      fc.pre(made[place] !== other);
      expect(isMatchCode(made.slice(0, place) + other + made.slice(place + 1))).toBe(false);
    }),
  );
});

test('two swapped characters are always noticed', () => {
  fc.assert(
    fc.property(code, fc.nat(7), fc.nat(7), (made, one, two) => {
      fc.pre(made[one] !== made[two]);
      const swapped = [...made];
      [swapped[one], swapped[two]] = [swapped[two] as string, swapped[one] as string];
      expect(isMatchCode(swapped.join(''))).toBe(false);
    }),
  );
});

test('is found in what a bank makes of a remark', () => {
  const made = makeMatchCode(new Uint8Array([1, 22, 3, 14, 5, 26, 7]));
  const fullWidth = [...made].map((one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0)).join('');
  for (const remark of [
    made,
    `互助保障费 ${made.toLowerCase()} 谢谢`,
    `附言：${made.slice(0, 4)} ${made.slice(4)}`,
    `/RFB/${made.slice(0, 4)}-${made.slice(4)}/`,
    fullWidth,
  ]) {
    expect(findMatchCodes(remark), remark).toContain(made);
  }
  expect(findMatchCodes('互助保障费 2026 年度')).toEqual([]);
});
