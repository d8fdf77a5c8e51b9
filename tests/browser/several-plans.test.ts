import { readFile } from 'node:fs/promises';
import { generateLedger } from '@huzhu/documents/testing/generate-ledger';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { readTemplate } from '@huzhu/documents/testing/read-template';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { residentIdCheckCharacter } from '@huzhu/domain/person/resident-id';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser, login, openSession, picture, screenshot } from './browser.ts';
import { type Complaints, watchComplaints } from './complaints.ts';
import {
  chooseRoster,
  fillContact,
  fillPlans,
  goToConfirm,
  ledgerOf,
  OTHER_UNIT,
  readNotice,
  UNIT,
  uploadLedger,
} from './enrolment-steps.ts';
import { faultsOf, SIGHTS_WITH_OFFICE } from './look.ts';

const CI = seedPlan('CI2021');
const FEMALE = seedPlan('FEMALE');
const CHILD = seedPlan('CHILD');
const ACC = seedPlan('ACC');

let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: Complaints;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  ({ context, page } = await openSession(browser));
  await login(page, 'operator1');
  complaints = watchComplaints(page);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await screenshot(page, 'several-plans-failed');
  await context.close();
});

test('重大疾病 and 女职工特殊疾病 on one roster, men with 0 in the second; the premium adds up', async () => {
  const from = 121_000;
  const rows = 40;
  const isMan = (position: number) => syntheticPerson(from + position).sex === 'male';
  const positions = Array.from({ length: rows }, (_, position) => position);
  const forgotten = positions.find((position) => position > 5 && isMan(position)) ?? 0;
  const women = positions.filter((position) => !isMan(position));
  // One woman joins 女职工特殊疾病 alone, another takes 2 份 of it.
  const [alone = 0, twice = 0] = women;

  await page.goto('/applications/new');
  await fillPlans(page, UNIT, [
    { code: 'CI2021', shares: 2 },
    { code: 'FEMALE', shares: 1 },
  ]);
  await page.getByText('男职工每人¥160').waitFor();
  await page.getByText('女职工每人¥200').waitFor();
  const faults = await faultsOf(page, 'several-plans', SIGHTS_WITH_OFFICE);
  await page.getByRole('heading', { name: '新建参保申请' }).scrollIntoViewIfNeeded();
  await picture(page, 'several-plans', 1340);
  await page.getByRole('button', { name: '下一步' }).click();
  await readNotice(page, ['CI2021', 'FEMALE']);
  await fillContact(page);
  expect((await template()).head).toEqual([
    ...['序号', '姓名*', '证件类型*', '证件号码*', '性别', '出生日期', '手机号码'],
    ...['份数·重大疾病', '份数·女职工特殊疾病', '入职日期', '备注'],
  ]);
  await uploadLedger(page, await ledgerOf(from, rows));
  await chooseRoster(
    page,
    await generateRoster({
      plans: [CI, FEMALE],
      rows,
      from,
      change: (cells, position) => {
        if (position === forgotten) return cells;
        if (isMan(position)) return { ...cells, 'shares:FEMALE': 0 };
        if (position === alone) return { ...cells, 'shares:CI2021': 0 };
        return position === twice ? { ...cells, 'shares:FEMALE': 2 } : cells;
      },
    }),
  );
  await totals(/全部 40 行.*错误 1 行/);

  // Blank is the wizard's number, which a man cannot have: one press makes it 0.
  const issues = page.locator(`#issues-${forgotten + 2}`);
  await issues.getByText('“女职工特殊疾病互助保障计划”只保障女职工，请把这个计划的份数改为 0').waitFor();
  faults.push(...(await faultsOf(page, 'several-plans-roster', SIGHTS_WITH_OFFICE)));
  await issues.getByRole('button', { name: '改为 0 份' }).click();
  await totals(/没有问题 40 行.*错误 0 行/);

  await goToConfirm(page);
  const ofCi = rows - 1;
  const lines = page.getByRole('table', { name: '各计划的人数、份数和金额' }).getByRole('row');
  await expect
    .poll(() => cells(lines.nth(1)))
    .toEqual([...[expect.stringContaining(CI.name), String(ofCi), String(2 * ofCi), '80.00', yuan(160 * ofCi)]]);
  expect(await cells(lines.nth(2))).toEqual([
    ...[FEMALE.name, String(women.length), String(women.length + 1), '40.00', yuan(40 * (women.length + 1))],
  ]);
  const total = yuan(160 * ofCi + 40 * (women.length + 1));
  await page.getByText(`将为 40 名职工提交参保申请，金额 ¥${total}。`).waitFor();
  faults.push(...(await faultsOf(page, 'several-plans-confirm', SIGHTS_WITH_OFFICE)));
  await page.getByRole('button', { name: '确认提交' }).click();
  await page.getByText('已提交，现在由互助会审核').waitFor();
  expect(faults).toEqual([]);
  expect(complaints.list).toEqual([]);
});

test('plans that do not go together say why and what to do', async () => {
  // The seed's plans all run a year. One of half a year is plan data like any other; here it is changed on its way to the page.
  await page.route(/\/trpc\/[^?]*plan\.offered/, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as { result?: { data?: { code?: string; termMonths?: number }[] } }[];
    for (const { result } of body) {
      if (!Array.isArray(result?.data)) continue;
      for (const plan of result.data) if (plan.code === 'ACC') plan.termMonths = 6;
    }
    await route.fulfill({ response: answer, json: body });
  });
  const choice = (name: string) => page.getByRole('checkbox', { name });
  const about = (code: string) => page.locator(`#plan-${code}-about`);

  await page.goto('/applications/new');
  await fillPlans(page, OTHER_UNIT, [{ code: 'CI2021', shares: 1 }]);
  expect(await choice(ACC.name).isDisabled()).toBe(true);
  await about('ACC').getByText('所选计划的保障期间不同，请分开参保。').waitFor();
  expect(await choice(CHILD.name).isDisabled()).toBe(true);
  const sentence = '“子女意外互助保障计划”的名单格式不同，不能与其他计划同时办理。请另建一份申请。';
  await about('CHILD').getByText(sentence).waitFor();
  expect(await choice(FEMALE.name).isEnabled()).toBe(true);
  const faults = await faultsOf(page, 'refused-plans', SIGHTS_WITH_OFFICE);

  // One way: this plan instead.
  const instead = page.getByRole('button', { name: '改为只选这个计划' });
  await instead.last().click();
  expect(await choice(CHILD.name).isChecked()).toBe(true);
  expect(await choice(CI.name).isChecked()).toBe(false);
  await about('CI2021').getByText(sentence).waitFor();
  // The other: an application of its own; this one is kept.
  const number = page.url().split('/').at(-2) as string;
  await page.getByRole('button', { name: '另建一份申请' }).first().click();
  await page.getByRole('heading', { name: '新建参保申请' }).waitFor();
  await page.waitForURL(/\/applications\/new$/);
  expect(await choice(CHILD.name).isChecked()).toBe(false);
  await page.goto(`/applications/${number}/plan`);
  await expect.poll(() => choice(CHILD.name).isChecked()).toBe(true);
  expect(faults).toEqual([]);
  expect(complaints.list).toEqual([]);
});

test('子女意外 alone: the template asks for the employee, the ledger is asked about the employee', async () => {
  const from = 122_000;
  const rows = 12;
  // Two children of the first employee; the last employee is not in the ledger.
  const employee = (position: number) => syntheticPerson(from + Math.max(0, position - 1));

  await page.goto('/applications/new');
  await fillPlans(page, OTHER_UNIT, [{ code: 'CHILD', shares: 1 }]);
  await page.getByRole('button', { name: '下一步' }).click();
  await readNotice(page, ['CHILD']);
  await fillContact(page);
  const { head, asText } = await template();
  expect(head.slice(-2)).toEqual(['职工姓名*', '职工证件号码*']);
  expect(asText).toContain('职工证件号码*');
  await chooseRoster(
    page,
    await generateRoster({
      plans: [CHILD],
      rows,
      from,
      change: (cells, position) => {
        const { name, idNumber } = employee(position);
        return { ...cells, ...childOf(String(cells.idNumber)), employeeName: name, employeeIdNumber: idNumber };
      },
    }),
  );
  await totals(/全部 12 行.*错误 0 行/);
  await uploadLedger(page, await ledgerOfEmployees(from, rows - 2));
  await totals(/全部 12 行.*错误 1 行/);
  const issues = page.locator(`#issues-${rows + 1}`);
  await issues.getByText('台账里没有这个人').waitFor();
  // With the employee's columns beside the ledger's the table is wider than its frame and scrolls there; 操作 stays in sight.
  const faults = (await faultsOf(page, 'children-roster', SIGHTS_WITH_OFFICE)).filter(
    (fault) => !/^children-roster 1(440|366): beyond the right edge/.test(fault),
  );

  const chooser = page.waitForEvent('filechooser');
  await issues.getByRole('button', { name: '上传证明' }).click();
  await (await chooser).setFiles({
    name: '劳动合同.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7\n%%EOF\n'),
  });
  await totals(/没有问题 11 行.*错误 0 行.*提醒 1 行/);
  await goToConfirm(page);
  await page.getByText('12 行全部通过校验').waitFor();
  await page.getByText('1 人不在台账，已上传证明').waitFor();
  // Children are no part of the employees in the ledger, and the plan asks for no share of them.
  await page.getByText('已核对社保台账').waitFor();
  await page.getByText('将为 12 名子女提交参保申请，金额 ¥360.00。').waitFor();
  faults.push(...(await faultsOf(page, 'children-confirm', SIGHTS_WITH_OFFICE)));
  await page.getByRole('button', { name: '确认提交' }).click();
  await page.getByText('已提交，现在由互助会审核').waitFor();
  expect(faults).toEqual([]);
  expect(complaints.list).toEqual([]);
});

async function template() {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载模板', exact: true }).click();
  return readTemplate(new Uint8Array(await readFile(await (await download).path())));
}

/** The synthetic number with a birthday of 2015. */
function childOf(idNumber: string): { idNumber: string; birthDate: string } {
  const body = `${idNumber.slice(0, 6)}20150601${idNumber.slice(14, 17)}`;
  return { idNumber: body + residentIdCheckCharacter(body), birthDate: '2015-06-01' };
}

async function ledgerOfEmployees(from: number, employees: number): Promise<Buffer> {
  const month = shanghaiDate(new Date()).slice(0, 7);
  const lines = Array.from({ length: employees }, (_, index) => ({ ...syntheticPerson(from + index), month }));
  return Buffer.from(await generateLedger(lines));
}

async function totals(pattern: RegExp): Promise<void> {
  const status = page.getByRole('status', { name: '名单检查结果' });
  await status.waitFor({ timeout: 60_000 });
  const text = async () => ((await status.textContent()) ?? '').replace(/\s+/g, ' ');
  await expect.poll(text, { timeout: 15_000 }).toMatch(pattern);
}

const cells = (row: ReturnType<Page['locator']>) => row.getByRole('cell').allTextContents();
const yuan = (amount: number) => amount.toLocaleString('en-US', { minimumFractionDigits: 2 });
