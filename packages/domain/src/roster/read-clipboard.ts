/**
 * The cells of a block that was copied in Excel or WPS, as both put them on the clipboard: tabs between cells, a line
 * break behind each row. A cell with a tab, a line break or a quote inside may stand in quotes, its own quotes doubled; a quote that
 * nothing needs (5" nails, “"姓名"”) is a character like any other. Rows without anything at the end are left out, others
 * kept: a block is pasted by position.
 */
export function readClipboard(text: string): string[][] {
  const rows: string[][] = [[]];
  let at = 0;
  while (at < text.length) {
    const quoted = text[at] === '"' ? readQuoted(text, at) : undefined;
    const end = quoted?.end ?? endOfCell(text, at);
    (rows.at(-1) as string[]).push(quoted?.value ?? text.slice(at, end));
    const mark = text[end];
    at = end + (mark === '\r' && text[end + 1] === '\n' ? 2 : 1);
    if (mark !== '\t' && mark !== undefined) rows.push([]);
    else if (mark === '\t' && at === text.length) (rows.at(-1) as string[]).push('');
  }
  // A break right behind a break, or behind a tab, ends an empty cell.
  for (const row of rows) if (row.length === 0) row.push('');
  while (rows.at(-1)?.every((cell) => cell === '')) rows.pop();
  return rows;
}

const CELL_END = /[\t\r\n]/g;

function endOfCell(text: string, from: number): number {
  CELL_END.lastIndex = from;
  return CELL_END.exec(text)?.index ?? text.length;
}

/** Undefined when the quote at `from` is only a character: nothing closes it before the cell ends, or nothing needed it. */
function readQuoted(text: string, from: number): { value: string; end: number } | undefined {
  let close = from;
  let doubled = false;
  do {
    close = text.indexOf('"', close + (close > from && text[close + 1] === '"' ? 2 : 1));
    doubled ||= close > 0 && text[close + 1] === '"';
  } while (close > 0 && text[close + 1] === '"');
  if (close < 0) return undefined;
  const end = close + 1;
  if (end < text.length && !'\t\r\n'.includes(text[end] as string)) return undefined;
  const inside = text.slice(from + 1, close);
  if (!doubled && !/[\t\r\n]/.test(inside)) return undefined;
  return { value: inside.replaceAll('""', '"'), end };
}
