/** Starts that a spreadsheet may take for a formula, in half-width and full-width form. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/;

/** Excel's number format “text”. */
export const TEXT_FORMAT = '@';

/**
 * Whether a text must be written with TEXT_FORMAT so that it can never become a formula.
 *
 * A string cell is never calculated when the file is opened; it would be when someone edits the cell and presses
 * Enter. In a cell of format “text” it is not, and the text stays exactly what it was. Rejected: a leading
 * apostrophe in the text, which changes the value, shows in WPS, and comes back with the next import.
 */
export function looksLikeFormula(text: string): boolean {
  return FORMULA_START.test(text);
}
