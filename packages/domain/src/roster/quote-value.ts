const LONGEST = 20;

/**
 * A text of a cell as a sentence quotes it: at most 20 characters, and long runs of digits hidden, because an ID number
 * in the wrong column must not travel in details (COMMON: no ID numbers in error texts or logs).
 */
export function quoteValue(text: string): string {
  const shown = text.replace(/\d{9,}[\dXx]?/g, (digits) => `${digits.slice(0, 3)}…${digits.slice(-2)}`);
  const characters = [...shown];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : shown;
}
