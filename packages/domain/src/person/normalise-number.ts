import { normaliseText } from './normalise-text.ts';

const CLEAN = /^[0-9A-Z]+$/;

/**
 * A number that is typed as text (ID, credit code, phone): as normaliseText, without any space, letters upper-cased,
 * so that `１１０１０５ 19491231 002x` and `11010519491231002X` are one.
 */
export function normaliseNumber(raw: string): string {
  return CLEAN.test(raw) ? raw : normaliseText(raw).text.replaceAll(' ', '').toUpperCase();
}
