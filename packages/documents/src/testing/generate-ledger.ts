import ExcelJS from 'exceljs';
import { TEXT_FORMAT } from '../workbook/neutral-text.ts';

export interface LedgerLine {
  readonly name: string;
  /** Given as a number it becomes a numeric cell, as a careless export has it. */
  readonly idNumber: string | number;
  /** `YYYY-MM` */
  readonly month: string;
  readonly insurance?: string;
  readonly state?: string;
}

/** A 社保台账 of these lines, in the template's columns. */
export async function generateLedger(lines: Iterable<LedgerLine>): Promise<Uint8Array<ArrayBuffer>> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('社保台账');
  sheet.getColumn(3).numFmt = TEXT_FORMAT;
  sheet.addRow(['序号', '姓名*', '证件号码*', '个人编号', '险种', '缴费月份*', '参保状态', '缴费基数']);
  let serial = 0;
  for (const { name, idNumber, month, insurance = '基本医疗保险', state = '正常' } of lines) {
    serial += 1;
    sheet.addRow([serial, name, idNumber, '', insurance, month, state, 8000]);
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer());
}
