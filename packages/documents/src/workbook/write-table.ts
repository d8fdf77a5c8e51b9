import ExcelJS from 'exceljs';
import { looksLikeFormula, TEXT_FORMAT } from './neutral-text.ts';

export interface TableColumn {
  readonly header: string;
  readonly width: number;
  /** `money`: the value is yuan; shown as 1,234.50. */
  readonly form?: 'text' | 'money';
}

/** A list as a workbook: one sheet, one head, texts that can never become formulas. */
export async function writeTable(table: {
  readonly sheet: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(table.sheet, { views: [{ state: 'frozen', ySplit: 1 }] });
  table.columns.forEach((column, index) => {
    const styled = sheet.getColumn(index + 1);
    styled.width = column.width;
    if (column.form === 'text') styled.numFmt = TEXT_FORMAT;
    if (column.form === 'money') styled.numFmt = '#,##0.00';
  });
  const head = sheet.addRow(table.columns.map((column) => column.header));
  head.font = { bold: true };
  head.eachCell((cell) => {
    cell.numFmt = 'General';
  });
  for (const values of table.rows) {
    const row = sheet.addRow([...values]);
    row.eachCell((cell) => {
      if (typeof cell.value === 'string' && looksLikeFormula(cell.value)) cell.numFmt = TEXT_FORMAT;
    });
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}
