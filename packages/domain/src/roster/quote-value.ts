const LONGEST = 20;
/** A phone number has 11 digits, a resident number 15 or 18. */
const DIGITS_OF_AN_ID = 12;

/**
 * A text of a cell as a sentence quotes it: at most 20 characters; when it holds as many digits as an ID number, only
 * the first three are shown, because a number in the wrong column must not travel in details, logs and error texts.
 */
export function quoteValue(text: string): string {
  let shown = text;
  if (text.replace(/\D/g, '').length >= DIGITS_OF_AN_ID) {
    let digits = 0;
    shown = text.replace(/\d/g, (digit) => {
      digits += 1;
      return digits <= 3 ? digit : '*';
    });
  }
  const characters = [...shown];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : shown;
}
