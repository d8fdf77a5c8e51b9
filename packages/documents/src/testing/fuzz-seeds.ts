/**
 * Seeds that once found something, in the reader or in what it is checked against. They are run first. A seed means
 * what the generators make of it: whoever changes those keeps the case itself in strange-file.test.ts.
 */
export const FUZZ_SEEDS = {
  differential: [1456],
  mutation: [782, 40055, 42056, 42085, 53961, 1609295695],
} as const;
