import { normaliseNumber } from '../person/normalise-number.ts';

const SCIENTIFIC = /^\d(?:\.\d+)?E\+?\d{2}$/;

/** A number as Excel shows one that it took for an amount: 1.10105E+17. Its last digits are gone (ID_NUMERIC_CELL). */
export function isLostNumber(text: string): boolean {
  return SCIENTIFIC.test(normaliseNumber(text));
}
