/** More would be the number itself: a telephone number has no more than four places masked. */
const MOST_OPENED = 3;

/**
 * Two numbers masked side by side so that one sees where they differ: of numbers of one length a few masked characters that are
 * not the same stand open, in both. Numbers that differ in what the mask leaves open, and in much more, are somebody else's.
 * @param mask keeps the length
 */
export function maskPair(before: string, after: string, mask: (number: string) => string): [string, string] {
  const [masked, other] = [mask(before), mask(after)];
  if (before.length !== after.length || masked.length !== before.length || other.length !== after.length) {
    return [masked, other];
  }
  const hidden = Array.from(before, (_, at) => at).filter(
    (at) => before[at] !== after[at] && masked[at] === '*' && other[at] === '*',
  );
  if (hidden.length > MOST_OPENED && masked !== other) return [masked, other];
  const opened = new Set(hidden.slice(0, MOST_OPENED));
  const open = (text: string, number: string) =>
    Array.from(text, (character, at) => (opened.has(at) ? number[at] : character)).join('');
  return [open(masked, before), open(other, after)];
}
