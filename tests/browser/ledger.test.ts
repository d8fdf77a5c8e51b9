import { generateLedger } from '@huzhu/documents/testing/generate-ledger';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, login, openSession } from './browser.ts';
import { watchComplaints } from './complaints.ts';
import { choosePlan, chooseRoster, fillContact, readNotice, UNIT, uploadLedger } from './enrolment-steps.ts';
import { faultsOf, SIGHTS_WITH_OFFICE } from './look.ts';

const FROM = 95_000;
const ROWS = 12;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Everybody but row 3; row 4 has stopped, row 5 bears another name. */
async function ledgerWithGaps(): Promise<Buffer> {
  const month = shanghaiDate(new Date()).slice(0, 7);
  const lines = Array.from({ length: ROWS }, (_, i) => ({ ...syntheticPerson(FROM + i), month, state: '正常' }));
  const [, absent, stopped, named] = lines;
  if (stopped) stopped.state = '停保';
  if (named) named.name = '另有其人';
  return Buffer.from(await generateLedger(lines.filter((line) => line !== absent)));
}

test('社保台账: the column, 上传证明, the share, and the results on 确认提交', async () => {
  const { context, page } = await openSession(browser);
  await login(page, 'operator1');
  const complaints = watchComplaints(page);
  const number = await choosePlan(page, UNIT, 'CI2021', 1);
  await readNotice(page);
  await fillContact(page);
  await chooseRoster(page, await generateRoster({ plans: [seedPlan('CI2021')], rows: ROWS, from: FROM }));
  await page.getByRole('status', { name: '名单检查结果' }).waitFor();

  // Without it 下一步 says what is missing.
  await page.getByText('接着上传社保台账，就可以进入“确认提交”').waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('还没有社保台账。请先点击【上传社保台账】。').waitFor();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载模板（社保台账）' }).click();
  expect((await download).suggestedFilename()).toMatch(/^社保台账模板_.*\.xlsx$/);

  await uploadLedger(page, await ledgerWithGaps());
  await page.getByText('社保台账 11 人，覆盖 100%').waitFor();
  await page.getByText('达到计划要求的 80%').waitFor();
  await page.getByText('还有 3 行错误').waitFor();
  const cell = (row: number) => page.locator(`[data-cell="${row} name"]`).locator('xpath=../td[@data-name="社保台账"]');
  await expect.poll(() => cell(3).textContent()).toBe('不在台账');
  expect(await cell(4).textContent()).toBe('已停保');
  expect(await cell(5).textContent()).toBe('姓名不同');
  const faults = await faultsOf(page, 'ledger-issues', SIGHTS_WITH_OFFICE);

  // A file that is no evidence is told so beside its row.
  const prove = async (row: number, content: string) => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: `上传证明 第 ${row} 行` }).click();
    await (await chooser).setFiles({ name: '劳动合同.pdf', mimeType: 'application/pdf', buffer: Buffer.from(content) });
  };
  await prove(3, 'not a pdf');
  await page.getByText('证明要用 PDF、JPG 或 PNG 文件').waitFor();
  await prove(3, '%PDF-1.7\n%%EOF\n');
  await page.getByRole('button', { name: '移除证明 第 3 行' }).waitFor();
  await page.getByText('还有 2 行错误').waitFor();
  await page.getByRole('button', { name: '移除证明 第 3 行' }).click();
  await page.getByText('还有 3 行错误').waitFor();
  await prove(3, '%PDF-1.7\n%%EOF\n');
  await page.getByRole('button', { name: '查看证明 第 3 行' }).waitFor();
  const evidence = page.waitForEvent('download');
  await page.getByRole('button', { name: '查看证明 第 3 行' }).click();
  expect((await evidence).suggestedFilename()).toBe('劳动合同.pdf');
  await prove(4, '%PDF-1.7\n%%EOF\n');
  await page.getByText('还有 1 行错误').waitFor();

  await page.locator('[data-cell="5 name"]').click();
  const editor = page.getByRole('textbox', { name: '第 5 行 姓名' });
  await editor.fill('另有其人');
  await editor.press('Enter');
  await page.getByText('12 行都没有错误，可以进入“确认提交”。').waitFor();
  faults.push(...(await faultsOf(page, 'ledger-evidence', SIGHTS_WITH_OFFICE)));

  // 校验 first, then 确认提交.
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('再次点击【下一步】').waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('社保台账覆盖 100%').waitFor();
  await page.getByText('2 人不在台账，已上传证明').waitFor();
  faults.push(...(await faultsOf(page, 'ledger-confirm')));
  await page.getByRole('button', { name: '确认提交' }).click();
  await page.getByText(`申请 ${number} 已提交，现在由互助会审核`).waitFor();
  expect(faults).toEqual([]);
  // Refusing the file that is no PDF is an answer of 400, which the browser notes.
  expect(complaints.list.filter((line) => !line.includes('400'))).toEqual([]);
  await context.close();
});
