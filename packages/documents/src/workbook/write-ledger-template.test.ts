import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { readLedgerRows } from './read-ledger.ts';
import { writeLedgerWorkbook } from './write-ledger-template.ts';

const TEMPLATE = { unitName: '=测试工会', plans: [seedPlan('HOSP')], month: '2026-11' };

async function open(): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await writeLedgerWorkbook(TEMPLATE)).buffer as ArrayBuffer);
  return workbook;
}

it('has the columns of domain.md, numbers and months as text', async () => {
  const sheet = (await open()).getWorksheet('社保台账');
  expect(((sheet?.getRow(1).values ?? []) as unknown[]).slice(1)).toEqual(
    '序号 姓名* 证件号码* 个人编号 险种 缴费月份* 参保状态 缴费基数'.split(' '),
  );
  expect([3, 4, 6].map((column) => sheet?.getColumn(column).numFmt)).toEqual(['@', '@', '@']);
});

it('says what the plans ask for, and neutralises a name that looks like a formula', async () => {
  const sheet = (await open()).getWorksheet('填表说明');
  const lines = sheet?.getSheetValues().flatMap((row) => (Array.isArray(row) ? [row.join(' ')] : [])) ?? [];
  expect(lines.join('\n')).toMatch(/不少于台账最近一个月人数的 80%/);
  expect(lines.join('\n')).toMatch(/医疗险种/);
  const unit = sheet?.getColumn(2).values.indexOf('=测试工会') ?? 0;
  expect(sheet?.getRow(unit).getCell(2).numFmt).toBe('@');
});

it('is read back as a ledger once it is filled in, and refused while it is empty', async () => {
  const workbook = await open();
  const filled = async () => Buffer.from(await workbook.xlsx.writeBuffer());
  const read = async () => {
    const events = [];
    for await (const event of readLedgerRows(await filled())) events.push(event);
    return events;
  };
  await expect(read()).rejects.toMatchObject({ code: 'LEDGER_NO_ROWS' });
  const { name, idNumber } = syntheticPerson(7);
  workbook.getWorksheet('社保台账')?.addRow([1, name, idNumber, '', '医疗保险', '2026-11', '停保', 8000]);
  expect(await read()).toEqual([
    { kind: 'sheet', sheet: '社保台账', rowsTotal: 1 },
    {
      kind: 'rows',
      rows: [{ rowNumber: 2, name, key: idNumber, month: '2026-11', insurance: '医疗保险', stopped: true }],
    },
    { kind: 'end', dataRows: 1 },
  ]);
});
