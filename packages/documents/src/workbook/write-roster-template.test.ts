import { asDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { checkRow } from '@huzhu/domain/roster/check-row';
import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import { collectRoster } from '../testing/collect-roster.ts';
import { generateRoster, generateRows } from '../testing/generate-roster.ts';
import { readRoster } from './read-roster.ts';
import { writeRoster } from './write-roster.ts';
import { writeRosterTemplate } from './write-roster-template.ts';

const CI = [seedPlan('CI2021')];
const START = asDate('2026-12-01');
const TODAY = asDate('2026-11-23');

async function issuesOf(file: Buffer, codes: PlanCode[]) {
  const plans = codes.map((code) => ({ version: seedPlan(code), defaultShares: 1 }));
  const found: string[] = [];
  let rows = 0;
  for await (const event of readRoster(
    file,
    plans.map((plan) => plan.version),
  )) {
    if (event.kind !== 'rows') continue;
    for (const row of event.rows) {
      rows += 1;
      const checked = checkRow(row, { plans, effectiveDate: START, today: TODAY, date1904: false });
      found.push(...checked.issues.map((issue) => issue.code));
    }
  }
  return { rows, found };
}

describe('the template', () => {
  it('is read back without an issue once rows are filled in, for one plan and for several', async () => {
    const one = await writeRosterTemplate({ plans: CI, rows: [...generateRows({ plans: CI, rows: 200 })] });
    expect(await issuesOf(one, ['CI2021'])).toEqual({ rows: 200, found: [] });
    const plans = [seedPlan('CI2021'), seedPlan('FEMALE')];
    const rows = [...generateRows({ plans, rows: 200 })].map((row) => ({
      ...row,
      'shares:CI2021': 2,
      'shares:FEMALE': row.sex === '男' ? 0 : 1,
    }));
    expect(await issuesOf(await writeRosterTemplate({ plans, rows }), ['CI2021', 'FEMALE'])).toEqual({
      rows: 200,
      found: [],
    });
  });

  it('has the columns of domain.md; unfilled it says that nobody stands on it', async () => {
    const workbook = new ExcelJS.Workbook();
    const file = await writeRosterTemplate({ plans: [seedPlan('CHILD')], unitName: '测试单位' });
    // exceljs declares its own Buffer type.
    await workbook.xlsx.load(file as unknown as ExcelJS.Buffer);
    const sheet = workbook.getWorksheet('参保名单');
    expect((sheet?.getRow(1).values as string[] | undefined)?.slice(1)).toEqual([
      ...['序号', '姓名*', '证件类型*', '证件号码*', '性别', '出生日期', '手机号码', '份数', '入职日期', '备注'],
      ...['职工姓名*', '职工证件号码*'],
    ]);
    expect(sheet?.getCell('D5').numFmt).toBe('@');
    expect(sheet?.getCell('C5').dataValidation?.type).toBe('list');
    expect(sheet?.getCell('H5').dataValidation).toMatchObject({ type: 'whole', formulae: [1, 1] });
    expect(await collectRoster(await writeRosterTemplate({ plans: CI }))).toMatchObject({ code: 'NO_ROWS' });
  });
});

describe('writeRoster', () => {
  it('writes texts that look like formulas as texts that stay texts', async () => {
    const notes = ['=1+1', '+cmd', '-2+3', '@SUM(1)', '＝1', '\t=1'];
    const rows = notes.map((note, at) => ({ ...[...generateRows({ plans: CI, rows: 1, from: at })][0], note }));
    const file = await writeRoster({ plans: CI, rows });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(file as unknown as ExcelJS.Buffer);
    const sheet = workbook.worksheets[0];
    notes.forEach((note, at) => {
      const cell = sheet?.getCell(at + 2, 10);
      expect([cell?.value, cell?.type, cell?.numFmt]).toEqual([note, ExcelJS.ValueType.String, '@']);
    });
    const read = await collectRoster(file);
    expect(read.outcome === 'parsed' && read.rows.map((row) => row.cells.note?.text)).toEqual(notes);
  });

  it('and readRoster agree over 10,000 persons', async () => {
    const result = await issuesOf(await generateRoster({ plans: CI, rows: 10_000 }), ['CI2021']);
    expect(result).toEqual({ rows: 10_000, found: [] });
  });
});
