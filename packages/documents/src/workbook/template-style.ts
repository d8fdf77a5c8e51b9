import type ExcelJS from 'exceljs';

/** The product's teal, and the quiet tint for lines (design/screens.md). */
const HEAD_FILL: ExcelJS.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF14566B' } };
const HEAD_FONT: Partial<ExcelJS.Font> = { name: '微软雅黑', size: 11, bold: true, color: { argb: 'FFFFFFFF' } };
export const BODY_FONT: Partial<ExcelJS.Font> = { name: '微软雅黑', size: 11 };
const LINE: Partial<ExcelJS.Border> = { style: 'thin', color: { argb: 'FFD5DEE2' } };

/** The head row of every template. */
export function styleTemplateHead(row: ExcelJS.Row): void {
  row.height = 26;
  row.eachCell((cell) => {
    cell.fill = HEAD_FILL;
    cell.font = HEAD_FONT;
    cell.numFmt = 'General';
    cell.alignment = { vertical: 'middle', horizontal: 'center', wrapText: true };
    cell.border = { bottom: LINE, right: LINE };
  });
}
