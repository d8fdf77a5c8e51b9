import ExcelJS from 'exceljs';
import { TEXT_FORMAT } from '../workbook/neutral-text.ts';

export interface ReadTemplate {
  readonly sheets: readonly string[];
  /** The words of the first sheet's first row. */
  readonly head: readonly string[];
  /** Of these, the columns whose empty cells are formatted as text. */
  readonly asText: readonly string[];
  /** The drop-downs by head, in their second row. */
  readonly choices: Readonly<Record<string, string>>;
}

/** What somebody who fills in a downloaded template meets, as exceljs (not our own reader) sees it. */
export async function readTemplate(file: Uint8Array<ArrayBuffer>): Promise<ReadTemplate> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file.buffer);
  const sheet = workbook.worksheets[0];
  if (!sheet) throw new Error('the template has no sheet');
  const head = (sheet.getRow(1).values as ExcelJS.CellValue[]).slice(1).map(String);
  const choices: Record<string, string> = {};
  head.forEach((word, index) => {
    const validation = sheet.getCell(2, index + 1).dataValidation;
    if (validation?.type === 'list') choices[word] = String(validation.formulae[0]);
  });
  return {
    sheets: workbook.worksheets.map((each) => each.name),
    head,
    asText: head.filter((_, index) => sheet.getColumn(index + 1).numFmt === TEXT_FORMAT),
    choices,
  };
}
