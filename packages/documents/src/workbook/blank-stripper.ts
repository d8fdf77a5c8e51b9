/** Blank cells, numbered, before another numbered cell or the end of the row: they carry a style and nothing else. */
const BLANK_CELLS = /(?:<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d{1,7}")?\/>)+(?=<c r="|<\/row>)/g;
/** Rows without a cell. The last of a run stays, so that a row without a number still knows where it stands. */
const EMPTY_ROWS = /(?:<row r="\d{1,7}"[^<>]*(?:\/>|><\/row>)\s*)+(<row r="\d{1,7}")[^<>]*(?:\/>|><\/row>)/g;

/**
 * Takes styled blank cells and empty rows out of a sheet's XML before it is tokenized: whole columns and sheets that
 * are formatted to the last row are common, and a million such rows would cost ten times what their persons cost.
 * Only in the form that Excel, WPS and openpyxl write; whatever looks different is left to the tokenizer.
 * @returns a function for the chunks of one sheet, in order
 */
export function blankStripper(): (text: string) => string {
  let last = '';
  let plain = true;
  return (text) => {
    // In a comment or CDATA the same characters may be text.
    if (plain && `${last}${text}`.includes('<!')) plain = false;
    last = text.slice(-1);
    return plain ? text.replace(BLANK_CELLS, '').replace(EMPTY_ROWS, '$1/>') : text;
  };
}
