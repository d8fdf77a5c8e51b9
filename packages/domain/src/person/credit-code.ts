import { normaliseNumber } from './normalise-number.ts';

/** GB 32100-2015: digits and letters without I O S V Z. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const FORM = /^[0-9A-HJ-NP-RTUWXY]{18}$/;

/**
 * - `valid`
 * - `check_fails`: a warning that a reviewer may override, because some codes in official use fail their check
 * - `malformed`: an error; not 18 characters of the alphabet
 */
export interface CreditCodeReading {
  readonly code: string;
  readonly verdict: 'valid' | 'check_fails' | 'malformed';
}

/** The 18th character for the 17 before it: MOD 31 (GB 32100-2015). A remainder of 31 is the character 0. */
export function creditCodeCheckCharacter(body: string): string {
  let sum = 0;
  for (let place = 0; place < 17; place += 1) {
    sum += ALPHABET.indexOf(body[place] as string) * (WEIGHTS[place] as number);
  }
  return ALPHABET[(31 - (sum % 31)) % 31] as string;
}

/** Reads a 统一社会信用代码 as typed. */
export function readCreditCode(raw: string): CreditCodeReading {
  const code = normaliseNumber(raw);
  if (!FORM.test(code)) return { code, verdict: 'malformed' };
  return { code, verdict: creditCodeCheckCharacter(code) === code[17] ? 'valid' : 'check_fails' };
}
