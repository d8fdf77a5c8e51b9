import { text } from './craft-workbook.ts';

/** A row of texts and numbers; null leaves a cell out. */
export type Line = readonly (string | number | null)[];

/** Lines from row 1 on, as craftWorkbook takes them: the sheet that a unit keeps for itself, in whatever form. An empty line is no row. */
export function sheetRows(lines: readonly Line[]): string {
  return lines
    .map((line, index) => {
      const row = index + 1;
      const cells = line.map((value, column) => {
        if (value === null) return '';
        const reference = `${String.fromCharCode(65 + column)}${row}`;
        return typeof value === 'number' ? `<c r="${reference}"><v>${value}</v></c>` : text(reference, value);
      });
      return line.length === 0 ? '' : `<row r="${row}">${cells.join('')}</row>`;
    })
    .join('');
}
