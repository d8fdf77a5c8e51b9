/** More would be the number itself. */
const MOST_SHOWN = 4;

/**
 * Two numbers masked side by side so that one sees where they differ: of numbers of one length up to four characters that
 * are not the same stand open, in both.
 * @param mask keeps the length
 */
export function maskPair(before: string, after: string, mask: (number: string) => string): [string, string] {
  const [masked, other] = [mask(before), mask(after)];
  if (before.length !== after.length || masked.length !== before.length || other.length !== after.length) {
    return [masked, other];
  }
  let shown = 0;
  let [left, right] = ['', ''];
  for (let at = 0; at < before.length; at += 1) {
    const open = before[at] !== after[at] && shown < MOST_SHOWN;
    if (open) shown += 1;
    left += open ? before[at] : masked[at];
    right += open ? after[at] : other[at];
  }
  return [left, right];
}
