import { generateLedger } from '@huzhu/documents/testing/generate-ledger';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { Locator, Page } from 'playwright-core';

/** The demo's units of operator1 (packages/db/src/seed/demo.ts). */
export const UNIT = '深圳市鹏程精密电子有限公司工会';
export const OTHER_UNIT = '深圳市后海建设工程有限公司工会';

/** The resident number with the last character exchanged: its check digit cannot fit any more. */
export function spoilCheckDigit(idNumber: string): string {
  const last = idNumber.slice(-1);
  return `${idNumber.slice(0, -1)}${last === '0' ? '1' : '0'}`;
}

/** 首页 → 【去参保】 → 【保单录入】 → unit, plan and 份数 → 下一步. Ends at 阅读告知书; gives the application's number. */
export async function choosePlan(page: Page, unit: string, code: PlanCode, shares: number): Promise<string> {
  const plan = seedPlan(code);
  await page.goto('/');
  await page.getByRole('link', { name: '去参保' }).click();
  await page.getByRole('link', { name: '保单录入' }).click();
  await page.getByRole('combobox', { name: '选择参保单位' }).click();
  await page.getByTitle(unit).click();
  await page.getByRole('checkbox', { name: plan.name }).check();
  if (shares > 1) {
    await page.getByRole('combobox', { name: '参保份数' }).click();
    await page.getByTitle(`${shares} 份，每人 ¥${(shares * plan.feePerShareFen) / 100}`).click();
  }
  await page.waitForURL(/\/applications\/CB\d{8}-\w+\/plan$/);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '阅读告知书', level: 1 }).waitFor();
  return page.url().split('/').at(-2) as string;
}

/** Reads the one 告知书 to its end, ticks it and goes on to 提交参保名单. */
export async function readNotice(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: '我已阅读协议' }).waitFor();
  await page.keyboard.press('End');
  await page.getByText('已读到末尾，请勾选。').waitFor();
  await page.getByRole('checkbox', { name: '我已阅读协议' }).click();
  await page.getByText('告知书都已阅读，可以进入下一步。').waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '提交参保名单', level: 1 }).waitFor();
}

export async function fillContact(page: Page): Promise<void> {
  await page.getByLabel('联系人', { exact: true }).fill('苏婉婷');
  await page.getByLabel('联系电话').fill('19900002046');
  await page.getByRole('button', { name: '保存联系人' }).click();
  await page.getByRole('button', { name: '保存联系人' }).waitFor({ state: 'detached' });
}

/** 【导入名单】 as a person does it: the button opens the file dialog, the file is chosen there. */
export async function chooseRoster(page: Page, buffer: Buffer, name = '2027年度参保名单.xlsx'): Promise<void> {
  await chooseFile(page, page.getByRole('button', { name: '导入名单' }), buffer, name);
}

/** Presses what opens the file dialog and chooses a workbook there. */
export async function chooseFile(page: Page, opens: Locator, buffer: Buffer, name: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await opens.click();
  await (await chooser).setFiles({
    name,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer,
  });
}

/** A 社保台账 of this month that vouches for these synthetic persons. */
export async function ledgerOf(from: number, rows: number): Promise<Buffer> {
  const month = shanghaiDate(new Date()).slice(0, 7);
  const lines = Array.from({ length: rows }, (_, i) => ({ ...syntheticPerson(from + i), month }));
  return Buffer.from(await generateLedger(lines));
}

/** 【上传社保台账】, and waits until it is read. */
export async function uploadLedger(page: Page, buffer: Buffer, name = '社保台账.xlsx'): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: '上传社保台账' }).click();
  await (await chooser).setFiles({
    name,
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer,
  });
  await page.getByText(/社保台账 [\d,]+ 人|月 [\d,]+ 人，/).waitFor({ timeout: 60_000 });
}

/** All steps up to a checked list, with a 社保台账 that vouches for everybody on it. `spoil` are 0-based positions whose check digit is made wrong. */
export async function draftWithRoster(
  page: Page,
  {
    unit,
    code = 'HOSP',
    rows,
    from,
    spoil = [],
  }: {
    unit: string;
    code?: PlanCode;
    rows: number;
    from: number;
    spoil?: readonly number[];
  },
): Promise<string> {
  const number = await choosePlan(page, unit, code, 1);
  await readNotice(page);
  await fillContact(page);
  await uploadLedger(page, await ledgerOf(from, rows));
  const roster = await generateRoster({
    plans: [seedPlan(code)],
    rows,
    from,
    change: (cells, position) =>
      spoil.includes(position) ? { ...cells, idNumber: spoilCheckDigit(String(cells.idNumber)) } : cells,
  });
  await chooseRoster(page, roster);
  await page.getByRole('status', { name: '名单检查结果' }).waitFor();
  return number;
}

/** 下一步 (校验) on a clean list, 下一步 again, and 【确认提交】; ends at the list of applications. */
export async function submitRoster(page: Page): Promise<void> {
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('再次点击【下一步】').waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '确认提交', level: 1 }).waitFor();
  await page.getByRole('button', { name: '确认提交' }).click();
  await page.getByText('已提交，现在由互助会审核').waitFor();
}
