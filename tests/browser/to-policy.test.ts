import fs from 'node:fs';
import { readPdf } from '@huzhu/documents/testing/read-pdf';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, login, openSession } from './browser.ts';
import { draftWithRoster, submitRoster, UNIT } from './enrolment-steps.ts';
import { faultsOf, SIGHTS_OF_DIALOG, SIGHTS_WITH_OFFICE } from './look.ts';

const ROWS = 12;
let browser: Browser;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  for (const context of contexts) await context.close();
  await browser.close();
});

async function pageOf(account: string): Promise<Page> {
  const { context, page } = await openSession(browser);
  contexts.push(context);
  await login(page, account);
  return page;
}

async function inTag(page: Page, state: string): Promise<void> {
  const tag = page.getByRole('region', { name: '状态与进度' }).getByText(state, { exact: true });
  // A refusal stands in a dialog or an alert; without it nobody would know why the state stays.
  await tag.waitFor().catch(async (error: unknown) => {
    const told = await page.locator('dialog, [role=dialog], [role=alert]').allTextContents();
    throw new Error(`not in ${state}: ${told.join(' | ')}`, { cause: error });
  });
}

test('from 待审核 to 待生效: reviewer (return, then approve), operator (通知书, 划款信息), finance (back, then 确认收款), society', async () => {
  const faults: string[] = [];
  const operator = await pageOf('operator1');
  const number = await draftWithRoster(operator, { unit: UNIT, rows: ROWS, from: 97_000 });
  await submitRoster(operator);

  const reviewer = await pageOf('reviewer1');
  await reviewer.goto(`/applications/${number}`);
  await reviewer.getByRole('button', { name: '退回修改' }).click();
  await reviewer.getByRole('dialog').getByRole('button', { name: '退回修改' }).click();
  await reviewer.getByText('请写明原因').waitFor();
  faults.push(...(await faultsOf(reviewer, 'review-return', SIGHTS_OF_DIALOG)));
  await reviewer.getByRole('textbox', { name: '原因' }).fill('请核对第 2 行的姓名');
  await reviewer.getByRole('dialog').getByRole('button', { name: '退回修改' }).click();
  await inTag(reviewer, '退回修改');

  // The bell tells the unit why.
  await operator.goto(`/applications/${number}`);
  await operator.getByText('请核对第 2 行的姓名').first().waitFor();
  await operator.getByRole('link', { name: '去修改' }).click();
  await operator.getByRole('status', { name: '名单检查结果' }).waitFor();
  await submitRoster(operator);

  await reviewer.reload();
  await reviewer.getByRole('button', { name: '通过', exact: true }).waitFor();
  faults.push(...(await faultsOf(reviewer, 'review')));
  await reviewer.getByRole('button', { name: '通过', exact: true }).click();
  await reviewer.getByRole('dialog').getByRole('button', { name: '审核通过' }).click();
  await inTag(reviewer, '待缴费');

  // 【待缴费】 of the list opens the payment page; the worker makes the paper meanwhile.
  await operator.goto(`/applications?query=${number}`);
  await operator.getByRole('link', { name: '待缴费' }).click();
  await operator.getByRole('heading', { name: '确认缴费信息', level: 1 }).waitFor();
  const next = operator.getByRole('button', { name: '下一步' });
  expect(await next.isDisabled()).toBe(true);
  const download = operator.getByRole('button', { name: '下载缴费通知书' });
  await expect.poll(() => download.isEnabled(), { timeout: 30_000 }).toBe(true);
  const waiting = operator.waitForEvent('download');
  await download.click();
  const file = await waiting;
  expect(file.suggestedFilename()).toMatch(/^缴费通知书 [\w-]+\.pdf$/);
  const paper = await readPdf(fs.readFileSync((await file.path()) ?? ''));
  const text = paper.pages.map((page) => page.text).join('');
  const matchCode =
    (await operator
      .getByText(/^[2-9A-Z]{8}$/)
      .first()
      .textContent()) ?? '';
  for (const words of [number, '壹仟壹佰肆拾元整', '1,140.00', matchCode, UNIT]) expect(text).toContain(words);
  expect(paper.pages).toHaveLength(1);
  faults.push(...(await faultsOf(operator, 'payment', SIGHTS_WITH_OFFICE)));

  await expect.poll(() => next.isEnabled()).toBe(true);
  await next.click();
  await operator.getByRole('heading', { name: '选择付款', level: 1 }).waitFor();
  await operator.getByRole('button', { name: '提交' }).click();
  await operator.getByText('请填写开户银行').waitFor();
  faults.push(...(await faultsOf(operator, 'payment-transfer', SIGHTS_WITH_OFFICE)));
  const today = shanghaiDate(new Date());
  const pay = async () => {
    await operator.getByLabel('付款户名').fill('深圳市鹏程精密电子有限公司');
    await operator.getByLabel('付款开户银行').fill('示例银行深圳分行');
    await operator.getByLabel('付款账号').fill('7559 0012 8000 0016');
    await operator.getByLabel('银行流水号').fill('20261125000045');
    await operator.getByLabel('付款日期').fill(today);
    await operator.keyboard.press('Enter');
    await operator.getByRole('button', { name: '提交' }).click();
    await inTag(operator, '等待核对');
  };
  await pay();

  const finance = await pageOf('finance1');
  await finance.goto(`/applications/${number}`);
  await finance.getByRole('heading', { name: '财务核对' }).waitFor();
  faults.push(...(await faultsOf(finance, 'receive-payment')));
  await finance.getByRole('button', { name: '退回划款信息' }).click();
  await finance.getByRole('textbox', { name: '原因' }).fill('流水号查不到这笔款');
  await finance.getByRole('dialog').getByRole('button', { name: '退回划款信息' }).click();
  await inTag(finance, '待缴费');
  await operator.goto(`/applications/${number}/payment`);
  await operator.getByText('互助会财务退回了划款信息：流水号查不到这笔款').waitFor();
  await next.click();
  await pay();

  await finance.reload();
  await finance.getByLabel('到账金额（元）').fill('1000');
  await finance.getByRole('button', { name: '确认收款' }).click();
  await finance.getByText('140.00').last().waitFor();
  await finance.getByLabel('到账金额（元）').fill('1,140');
  await finance.getByRole('button', { name: '确认收款' }).click();
  await inTag(finance, '待生效');

  const society = await pageOf('society1');
  await society.goto(`/applications/${number}`);
  await society.getByRole('heading', { name: '设置生效时间' }).waitFor();
  faults.push(...(await faultsOf(society, 'effective-date')));
  await society.getByLabel('生效日期').fill(today);
  await society.keyboard.press('Enter');
  await society.getByRole('button', { name: '设置生效时间' }).click();
  await society.getByRole('alert').getByText('生效').waitFor();
  await society.getByLabel('生效日期').fill(addDays(today, 3));
  await society.keyboard.press('Enter');
  await society.getByRole('button', { name: '设置生效时间' }).click();
  await society.getByText('零时自动生效').waitFor();
  expect(faults).toEqual([]);
}, 240_000);
