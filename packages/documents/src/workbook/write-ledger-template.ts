import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import ExcelJS from 'exceljs';
import { LEDGER_TABLE } from './ledger-columns.ts';
import { looksLikeFormula, TEXT_FORMAT } from './neutral-text.ts';
import { BODY_FONT, styleTemplateHead } from './template-style.ts';

export interface LedgerTemplate {
  /** Absent in 资料下载, where the template is anybody's. */
  readonly unitName?: string;
  /** Whose demands the guidance tells: the application's, or all that are offered. */
  readonly plans: readonly PlanVersion[];
  /** `YYYY-MM`, the month that the example names. */
  readonly month: string;
}

/** The 社保台账 template, as .xlsx: the table, and a sheet 填表说明 which is none. */
export async function writeLedgerWorkbook(template: LedgerTemplate): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('社保台账', { views: [{ state: 'frozen', ySplit: 1 }] });
  LEDGER_TABLE.forEach(({ width, asText }, index) => {
    const column = sheet.getColumn(index + 1);
    column.width = width;
    column.font = BODY_FONT;
    if (asText) column.numFmt = TEXT_FORMAT;
  });
  sheet.addRow(LEDGER_TABLE.map((column) => column.header));
  styleTemplateHead(sheet.getRow(1));
  addGuidance(workbook, template);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** One word and one explanation a line, so that the reader cannot take it for a table. */
function addGuidance(workbook: ExcelJS.Workbook, { unitName, plans, month }: LedgerTemplate): void {
  const sheet = workbook.addWorksheet('填表说明');
  sheet.getColumn(1).width = 22;
  sheet.getColumn(2).width = 84;
  const lines: [string, string][] = [
    ['项目', '怎么填'],
    ...(unitName ? [['参保单位', unitName] satisfies [string, string]] : []),
    ['带星号的列', '必须填写。可以直接粘贴从社保系统导出的明细，列的顺序不限，多出来的列不影响。'],
    ['证件号码', '单元格已设为文本格式。从别处粘贴时请选择“只粘贴数值”；数字格式的号码末几位会丢失，这样的行不算数。'],
    ['缴费月份', `写成 ${month} 的样子，一人一月一行。本月或上个月有缴费记录，才算在台账里。`],
    ['险种', '例如 医疗保险、养老保险。一人有几种险，可以写成几行。'],
    ['参保状态', '例如 正常、停保。一个月里的几种险全部停保，才算停保。'],
  ];
  for (const plan of plans) {
    if (plan.minLedgerPercent > 0) {
      lines.push([plan.shortName, `参保人数不少于台账最近一个月人数的 ${plan.minLedgerPercent}%。`]);
    }
    if (plan.requiresMedicalInsurance) lines.push([plan.shortName, '参保职工要有医疗险种的记录。']);
  }
  for (const [word, text] of lines) {
    const row = sheet.addRow([word, text]);
    row.font = BODY_FONT;
    row.alignment = { vertical: 'top', wrapText: true };
    if (looksLikeFormula(text)) row.getCell(2).numFmt = TEXT_FORMAT;
  }
  styleTemplateHead(sheet.getRow(1));
}
