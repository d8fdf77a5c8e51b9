import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import ExcelJS from 'exceljs';
import { looksLikeFormula, TEXT_FORMAT } from './neutral-text.ts';
import { type RosterColumn, rosterColumns } from './roster-columns.ts';
import { BODY_FONT, styleTemplateHead } from './template-style.ts';
import type { RosterCells } from './write-roster.ts';

export interface RosterTemplate {
  /** The plans ticked in the application: their columns, limits and names. */
  readonly plans: readonly PlanVersion[];
  readonly unitName?: string;
  /** Rows already known (renewal, a roster carried over); usually none. */
  readonly rows?: readonly RosterCells[];
}

/** Drop-downs reach this far; longer lists are pasted from elsewhere anyway. */
const LAST_ROW = 20_001;

/** exceljs writes validations of ranges but does not declare them. */
interface WithValidations {
  dataValidations: { add(range: string, validation: ExcelJS.DataValidation): void };
}

/** The 参保名单 template of one application, as .xlsx: the list, and a sheet 填表说明 which is no list. */
export async function writeRosterTemplate(template: RosterTemplate): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const columns = rosterColumns(template.plans);
  addRosterSheet(workbook, template, columns);
  addGuidanceSheet(workbook, template);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function addRosterSheet(workbook: ExcelJS.Workbook, template: RosterTemplate, columns: readonly RosterColumn[]): void {
  const sheet = workbook.addWorksheet('参保名单', {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: {
      paperSize: 9,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:1',
    },
    headerFooter: { oddFooter: '第 &P 页，共 &N 页' },
  });
  columns.forEach((column, index) => {
    const styled = sheet.getColumn(index + 1);
    styled.width = column.width;
    styled.font = BODY_FONT;
    if (column.asText) styled.numFmt = TEXT_FORMAT;
    addValidation(sheet, column, index + 1, template.plans);
  });
  sheet.addRow(columns.map((column) => column.header));
  for (const row of template.rows ?? []) {
    const added = sheet.addRow(columns.map(({ field }) => row[field] ?? null));
    added.eachCell((cell) => {
      if (typeof cell.value === 'string' && looksLikeFormula(cell.value)) cell.numFmt = TEXT_FORMAT;
    });
  }
  styleTemplateHead(sheet.getRow(1));
}

function addValidation(
  sheet: ExcelJS.Worksheet,
  { field, header }: RosterColumn,
  index: number,
  plans: readonly PlanVersion[],
): void {
  const letter = sheet.getColumn(index).letter;
  const add = (validation: ExcelJS.DataValidation) =>
    (sheet as unknown as WithValidations).dataValidations.add(`${letter}2:${letter}${LAST_ROW}`, {
      allowBlank: true,
      showErrorMessage: true,
      errorTitle: header.replace('*', ''),
      ...validation,
    });
  if (field === 'documentType') {
    add({
      type: 'list',
      formulae: [`"${Object.values(DOCUMENT_TYPES).join(',')}"`],
      error: '请从下拉框中选择证件类型。',
    });
  } else if (field === 'sex') {
    add({ type: 'list', formulae: ['"男,女"'], error: '请选择“男”或“女”。' });
  } else if (field.startsWith('shares')) {
    const plan = plans.find(({ code }) => field === `shares:${code}`) ?? plans[0];
    const max = plan?.maxSharesPerPerson ?? 1;
    // 0 = not enrolled in that plan, which only makes sense beside another plan.
    const min = plans.length > 1 ? 0 : 1;
    add({ type: 'whole', operator: 'between', formulae: [min, max], error: `请填 ${min} 到 ${max} 的整数。` });
  }
}

/** One word and one explanation a line: never two column names in a row, so that the reader cannot take it for a list. */
function addGuidanceSheet(workbook: ExcelJS.Workbook, { plans, unitName }: RosterTemplate): void {
  const sheet = workbook.addWorksheet('填表说明', {
    pageSetup: { paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.getColumn(1).width = 22;
  sheet.getColumn(2).width = 84;
  const lines: [string, string][] = [['项目', '怎么填']];
  if (unitName) lines.push(['参保单位', unitName]);
  for (const plan of plans) {
    const sex = plan.sex === 'female' ? '，限女职工' : '';
    const limit = `每份 ${plan.feePerShareFen / 100} 元，每人最多 ${plan.maxSharesPerPerson} 份`;
    lines.push([plan.shortName, `${plan.name}${plan.version}：${plan.age.min}–${plan.age.max} 周岁${sex}，${limit}。`]);
  }
  lines.push(
    ['带星号的列', '必须填写。其他列可以不填；可以调整列的顺序，也可以增加自己用的列。'],
    ['姓名', '与证件上的姓名一致。少数民族姓名中的间隔点写作“·”。'],
    ['证件类型', `从下拉框中选择：${Object.values(DOCUMENT_TYPES).join('、')}。`],
    ['证件号码', '单元格已设为文本格式。从别处粘贴时请选择“只粘贴数值”，以免末几位变成 0。'],
    ['性别和出生日期', '居民身份证可以不填，由号码得出；护照和通行证必须填写。出生日期写成 1990-03-07 的样子。'],
    ['份数', sharesGuidance(plans)],
    ['手机号码', '11 位。不填不影响参保。'],
    ['合计、签名', '可以写在名单下面，导入时不会当作参保人。'],
  );
  if (plans.some((plan) => plan.insuresChildren)) {
    lines.push(['职工', '每名子女一行，填写为其参保的职工的姓名和证件号码。']);
  }
  for (const [word, text] of lines) {
    const row = sheet.addRow([word, text]);
    row.font = BODY_FONT;
    row.alignment = { vertical: 'top', wrapText: true };
    row.eachCell((cell) => {
      if (typeof cell.value === 'string' && looksLikeFormula(cell.value)) cell.numFmt = TEXT_FORMAT;
    });
  }
  styleTemplateHead(sheet.getRow(1));
}

function sharesGuidance(plans: readonly PlanVersion[]): string {
  const blank = '不填表示与申请中选择的份数相同。';
  return plans.length > 1 ? `每个计划一列。${blank}不参加其中某个计划的职工，该列填 0。` : blank;
}
