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

export interface ChosenPlan {
  readonly code: PlanCode;
  readonly shares: number;
}

/** 首页 → 【去参保】 → 【保单录入】 → unit, plan and 份数 → 下一步. Ends at 阅读告知书; gives the application's number. */
export async function choosePlan(page: Page, unit: string, code: PlanCode, shares: number): Promise<string> {
  await page.goto('/');
  await page.getByRole('link', { name: '去参保' }).click();
  await page.getByRole('link', { name: '保单录入' }).click();
  await fillPlans(page, unit, [{ code, shares }]);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '阅读告知书', level: 1 }).waitFor();
  return page.url().split('/').at(-2) as string;
}

/** 【选择参保单位】, 【选择保障计划】 and the drop-downs of 份数, on the open page of a new application. */
export async function fillPlans(page: Page, unit: string, plans: readonly ChosenPlan[]): Promise<void> {
  // By the keyboard: while the list is still opening on a busy machine, a press of the mouse can end beside where it began.
  const choice = page.getByRole('combobox', { name: '选择参保单位' });
  await choice.fill(unit);
  await page.getByTitle(unit).waitFor();
  await choice.press('Enter');
  await page.getByText('统一社会信用代码').waitFor();
  for (const { code } of plans) await page.getByRole('checkbox', { name: seedPlan(code).name }).check();
  // The first save gives the draft its number and its page; an open drop-down would close with the old one.
  await page.waitForURL(/\/applications\/CB\d{8}-\w+\/plan$/);
  for (const { code, shares } of plans) {
    if (shares === 1) continue;
    const plan = seedPlan(code);
    const name = plans.length === 1 ? '参保份数' : `参保份数 · ${plan.shortName}`;
    await page.getByRole('combobox', { name }).click();
    await page.getByTitle(`${shares} 份，每人 ¥${(shares * plan.feePerShareFen) / 100}`).click();
  }
}

/** Reads the 告知书 (by default the one) to its end, ticks each and goes on to 提交参保名单. */
export async function readNotice(page: Page, codes: readonly PlanCode[] = []): Promise<void> {
  const tick = page.getByRole('checkbox', { name: '我已阅读协议' });
  for (const code of codes.length > 0 ? codes : [undefined]) {
    if (code) await page.getByRole('heading', { name: `${seedPlan(code).name}告知书` }).waitFor();
    await tick.waitFor();
    await page.keyboard.press('End');
    await page.getByText('已读到末尾，请勾选。').waitFor();
    await tick.click();
  }
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

/** Presses what opens the file dialog and chooses a file there, a workbook unless its name says PDF. */
export async function chooseFile(page: Page, opens: Locator, buffer: Buffer, name: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await opens.click();
  await (await chooser).setFiles({
    name,
    mimeType: name.endsWith('.pdf')
      ? 'application/pdf'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer,
  });
}

/** By 0-based position: a person with another name than the synthetic one. */
export type Names = Readonly<Record<number, string>>;

/** A 社保台账 of this month that vouches for these synthetic persons. */
export async function ledgerOf(from: number, rows: number, names: Names = {}): Promise<Buffer> {
  const month = shanghaiDate(new Date()).slice(0, 7);
  const lines = Array.from({ length: rows }, (_, i) => {
    const person = syntheticPerson(from + i);
    return { ...person, name: names[i] ?? person.name, month };
  });
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
    names = {},
  }: {
    unit: string;
    code?: PlanCode;
    rows: number;
    from: number;
    spoil?: readonly number[];
    names?: Names;
  },
): Promise<string> {
  const number = await choosePlan(page, unit, code, 1);
  await readNotice(page);
  await fillContact(page);
  await uploadLedger(page, await ledgerOf(from, rows, names));
  const roster = await generateRoster({
    plans: [seedPlan(code)],
    rows,
    from,
    change: (cells, position) => ({
      ...cells,
      ...(names[position] && { name: names[position] }),
      ...(spoil.includes(position) && { idNumber: spoilCheckDigit(String(cells.idNumber)) }),
    }),
  });
  await chooseRoster(page, roster);
  await page.getByRole('status', { name: '名单检查结果' }).waitFor();
  return number;
}

/**
 * From a list without errors to 确认提交: the first 下一步 runs 校验 and says so, then a second goes on. A list that was
 * checked on this visit says so too, but goes on by itself; the second press then finds no button any more.
 */
export async function goToConfirm(page: Page): Promise<void> {
  const next = page.getByRole('button', { name: '下一步' });
  const confirm = page.getByRole('heading', { name: '确认提交', level: 1 });
  await next.click();
  await confirm.or(page.getByText('再次点击【下一步】')).waitFor();
  await confirm.waitFor({ timeout: 1_000 }).catch(() => next.click({ timeout: 5_000 }).catch(() => undefined));
  await confirm.waitFor();
}

/** 下一步 on a clean list and 【确认提交】; ends at the list of applications. */
export async function submitRoster(page: Page): Promise<void> {
  await goToConfirm(page);
  await page.getByRole('button', { name: '确认提交' }).click();
  await page.getByText('已提交，现在由互助会审核').waitFor();
}
