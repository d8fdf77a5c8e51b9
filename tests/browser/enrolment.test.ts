import { readFile } from 'node:fs/promises';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { readTable } from '@huzhu/documents/workbook/read-table';
import { rosterColumns } from '@huzhu/documents/workbook/roster-columns';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { matchHeader } from '@huzhu/domain/roster/match-header';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchBrowser, login, openSession } from './browser.ts';
import { type Complaints, watchComplaints } from './complaints.ts';
import {
  choosePlan,
  chooseRoster,
  draftWithRoster,
  fillContact,
  ledgerOf,
  OTHER_UNIT,
  readNotice,
  spoilCheckDigit,
  submitRoster,
  UNIT,
  uploadLedger,
} from './enrolment-steps.ts';

const PLAN = seedPlan('CI2021');
const ROWS = 10_000;
const FAR_ROW = 9_500;
/** 0-based position of the seeded mistake; the header is row 1 of the sheet. */
const SPOILT = 6_543;
const SPOILT_ROW = SPOILT + 2;

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
  // Asked before the sign-in, “who am I” is answered 401 by design; what counts comes after it.
  await login(page, 'operator1');
  complaints = watchComplaints(page);
});
afterEach(() => context.close());

test('a roster of 10,000 rows goes from upload to 待审核, with its one mistake mended in place', async () => {
  const number = await choosePlan(page, UNIT, 'CI2021', 2);
  await readNotice(page);
  await fillContact(page);
  await expectTemplate(page);
  await uploadLedger(page, await ledgerOf(0, ROWS));

  const roster = await generateRoster({
    plans: [PLAN],
    rows: ROWS,
    change: (cells, position) =>
      position === SPOILT ? { ...cells, idNumber: spoilCheckDigit(String(cells.idNumber)) } : cells,
  });
  await chooseRoster(page, roster);
  await expectLiveProgressOverReload(page);

  const totals = page.getByRole('status', { name: '名单检查结果' });
  await totals.waitFor({ timeout: 60_000 });
  await expectText(totals, /全部 10,000 行.*没有问题 9,999 行.*错误 1 行.*提醒 0 行/);

  // A far row is reached without fetching all before it, and the page holds what is in sight of 10,000 rows.
  await page.getByLabel('到第几行').fill(`${FAR_ROW}`);
  await page.getByLabel('到第几行').press('Enter');
  const far = page.locator(`[data-cell="${FAR_ROW} name"]`);
  await far.getByText(syntheticPerson(FAR_ROW - 2).name).waitFor();
  await expect.poll(() => far.evaluate((cell) => cell === document.activeElement)).toBe(true);
  expect(await page.locator('tbody.roster-person').count()).toBeLessThan(60);

  // 下一步 says why not, and leads to the cell.
  await page.getByRole('button', { name: '下一步' }).click();
  expect(new URL(page.url()).pathname).toBe(`/applications/${number}/roster`);
  await page.getByText('还有 1 行错误，改完后可以进入“确认提交”。').waitFor();
  const editor = page.getByRole('textbox', { name: `第 ${SPOILT_ROW} 行 证件号码` });
  await editor.waitFor();
  await page.getByText(`第 ${SPOILT_ROW} 行 · 证件号码 · 校验位不符，请对照身份证逐位核对`).waitFor();
  expect(await editor.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await editor.inputValue()).toBe(spoilCheckDigit(syntheticPerson(SPOILT).idNumber));

  await editor.fill(syntheticPerson(SPOILT).idNumber);
  await editor.press('Enter');
  await page.locator('.roster-person-fixed').getByText(syntheticPerson(SPOILT).name).waitFor();
  await expectText(totals, /没有问题 10,000 行.*错误 0 行/);
  await page.getByText('10,000 行都没有错误，可以进入“确认提交”。').waitFor();

  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '确认提交', level: 1 }).waitFor();
  await page.getByText('10,000 行全部通过校验').waitFor();
  const summary = await page.getByRole('main').textContent();
  expect(summary).toContain(UNIT);
  expect(summary).toContain('¥1,600,000.00');
  expect(summary).toContain('壹佰陆拾万元整');
  await page.getByText('将为 10,000 名职工提交参保申请，金额 ¥1,600,000.00。').waitFor();

  await page.getByRole('button', { name: '确认提交' }).click();
  await page.getByText(`申请 ${number} 已提交，现在由互助会审核`).waitFor();
  const row = page.getByRole('row').filter({ hasText: number });
  await row.getByText('待审核').waitFor();
  expect(await row.textContent()).toContain('10,000');
  expect(await row.textContent()).toContain('1,600,000.00');
  expect(complaints.list).toEqual([]);
});

test('an application is withdrawn from its page', async () => {
  const number = await draftWithRoster(page, { unit: OTHER_UNIT, rows: 12, from: 20_000 });
  await submitRoster(page);
  await page.getByRole('link', { name: '查看这份申请' }).click();
  await page.getByRole('button', { name: '撤回申请' }).click();
  const dialog = page.getByRole('dialog', { name: '撤回这份参保申请？' });
  await dialog.waitFor();
  expect(await dialog.textContent()).toContain(`${OTHER_UNIT}，12 人，¥`);
  await dialog.getByRole('button', { name: '撤回申请' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('region', { name: '状态与进度' }).getByText('已撤回', { exact: true }).waitFor();
  await page.goto(`/applications?query=${number}`);
  await page.getByRole('row').filter({ hasText: number }).getByText('已撤回', { exact: true }).waitFor();
  expect(complaints.list).toEqual([]);
});

test('a draft is deleted and had back by 撤销', async () => {
  const number = await choosePlan(page, OTHER_UNIT, 'ACC', 1);
  await page.goto(`/applications?query=${number}`);
  const row = page.getByRole('row').filter({ hasText: number });
  await row.getByRole('button', { name: '删除' }).click();
  const dialog = page.getByRole('dialog', { name: '删除这份暂存的申请？' });
  await dialog.getByRole('button', { name: '删除申请' }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByText(`已删除 ${OTHER_UNIT} 的申请 ${number}。`).waitFor();
  await page.getByRole('button', { name: '撤销' }).click();
  await row.getByText('暂存').waitFor();
  await row.getByRole('link', { name: '继续填写' }).click();
  await page.getByRole('heading', { name: `${seedPlan('ACC').name}告知书` }).waitFor();
  expect(complaints.list).toEqual([]);
});

async function expectText(locator: ReturnType<Page['locator']>, pattern: RegExp): Promise<void> {
  await expect
    .poll(async () => ((await locator.textContent()) ?? '').replace(/\s+/g, ' '), { timeout: 10_000 })
    .toMatch(pattern);
}

/** 【下载模板】 gives a workbook that our own reader opens and whose head is the plan's columns. */
async function expectTemplate(page: Page): Promise<void> {
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载模板', exact: true }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  const template = await readFile(await download.path());
  const fields: string[] = [];
  for await (const event of readTable(template, (row) => matchHeader(row, [PLAN]))) {
    if (event.kind === 'sheet') fields.push(...event.header.columns.values());
  }
  expect(fields).toEqual(rosterColumns([PLAN]).map((column) => column.field));
}

/** Rows are counted while the worker reads; a reload finds the same import and its progress again. */
async function expectLiveProgressOverReload(page: Page): Promise<void> {
  const bar = page.getByRole('progressbar', { name: '检查进度' });
  const counted = async () =>
    Number(((await page.locator('.progress-count b').textContent()) ?? '').replaceAll(',', ''));
  await bar.waitFor();
  await expect.poll(counted, { timeout: 30_000, interval: 50 }).toBeGreaterThan(0);
  const before = await counted();
  expect(before).toBeLessThan(ROWS);
  await page.reload();
  await bar.waitFor();
  await expect.poll(counted, { interval: 50 }).toBeGreaterThanOrEqual(before);
}
