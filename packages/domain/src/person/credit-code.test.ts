import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditCodeCheckCharacter, readCreditCode } from './credit-code.ts';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** The definition with powers of 3 instead of the printed table of weights. */
function weightedSum(code: string): number {
  let weight = 1;
  let sum = 0;
  for (const character of code.slice(0, 17)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return sum + ALPHABET.indexOf(code[17] as string);
}

const body = fc.array(fc.constantFrom(...ALPHABET), { minLength: 17, maxLength: 17 }).map((parts) => parts.join(''));

describe('readCreditCode', () => {
  it('accepts published codes of well-known organisations', () => {
    expect(readCreditCode('91440300708461136T').verdict).toBe('valid');
    expect(readCreditCode('９１４４０３００７０８４６１１３６ｔ')).toEqual({
      code: '91440300708461136T',
      verdict: 'valid',
    });
  });

  it('agrees with the definition: weighted sum and check character make a multiple of 31', () => {
    fc.assert(
      fc.property(body, (seventeen) => {
        const code = seventeen + creditCodeCheckCharacter(seventeen);
        expect(weightedSum(code) % 31).toBe(0);
        expect(readCreditCode(code).verdict).toBe('valid');
      }),
    );
  });

  it('accepts codes whose check character is 0', () => {
    const zeros = fc
      .sample(body, { numRuns: 2000, seed: 7 })
      .filter((seventeen) => weightedSum(`${seventeen}0`) % 31 === 0);
    expect(zeros.length).toBeGreaterThan(20);
    for (const seventeen of zeros) expect(readCreditCode(`${seventeen}0`).verdict).toBe('valid');
  });

  it('warns of a check that fails and refuses wrong length or alphabet', () => {
    expect(readCreditCode('91440300708461136U').verdict).toBe('check_fails');
    for (const raw of ['', '9144030070846113', '91440300708461136TT', '9144030070846113IT', '9144030070846113ZT']) {
      expect(readCreditCode(raw).verdict).toBe('malformed');
    }
  });
});
