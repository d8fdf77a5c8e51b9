import ExcelJS from 'exceljs';

export interface ExportedCell {
  readonly value: ExcelJS.CellValue;
  readonly format: string | undefined;
}

/** The cells of an exported workbook's first sheet as Excel would take them, head included. */
export async function readCells(content: ArrayBuffer): Promise<ExportedCell[][]> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(content);
  const rows: ExportedCell[][] = [];
  workbook.worksheets[0]?.eachRow((row) => {
    const cells: ExportedCell[] = [];
    row.eachCell({ includeEmpty: true }, (cell) => cells.push({ value: cell.value, format: cell.numFmt }));
    rows.push(cells);
  });
  return rows;
}
