import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESKTOP, launchBrowser, login, openSession, PHONE, picture, screenshot } from './browser.ts';

let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  ({ context, page } = await openSession(browser));
  await login(page, 'operator1');
});
afterAll(async () => {
  await context.close();
  await browser.close();
});

const widerThanScreen = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('2.1 首页: plans in full, to-dos nearest deadline first, files with a true size', async () => {
  await page.goto('/');
  const downloads = page.getByRole('region', { name: '资料下载' });
  await downloads.getByText('参保流程操作指引').waitFor({ timeout: 60_000 });
  await screenshot(page, 'home');
  await picture(page, 'home', 1180);
  await page.setViewportSize(PHONE);
  // The page lays itself out anew a frame after the window has changed.
  await expect.poll(widerThanScreen).toBe(0);
  await page.setViewportSize(DESKTOP);

  await downloads.getByRole('button', { name: /^全部 \d+ 份$/ }).click();
  const files = downloads.getByRole('listitem');
  // A template and a 告知书 for each of five plans, the ledger's template, the guide, the demo's roster and ledger.
  expect(await files.count()).toBeGreaterThanOrEqual(14);
  const ledger = downloads.getByRole('button', { name: /社保台账模板/ });
  const [template] = await Promise.all([page.waitForEvent('download'), ledger.click()]);
  expect(template.suggestedFilename()).toBe('社保台账模板.xlsx');
  const line = downloads.getByRole('button', { name: /重大疾病互助保障计划告知书/ });
  const told = Number(/(\d+) KB/.exec((await line.textContent()) ?? '')?.[1]);
  const [file] = await Promise.all([page.waitForEvent('download'), line.click()]);
  expect(file.suggestedFilename()).toBe('重大疾病互助保障计划告知书（2021版）.pdf');
  const content = await readFile(await file.path());
  expect(content.subarray(0, 5).toString()).toBe('%PDF-');
  expect(Math.round(content.length / 1024)).toBe(told);

  await page.getByRole('button', { name: '住院医疗综合互助保障计划', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /住院医疗综合互助保障计划/ });
  await dialog.getByRole('heading', { name: '保障利益' }).waitFor();
  await dialog.getByText('告知书 GZ-HOSP').click();
  await dialog.getByRole('heading', { name: '一、参保资格' }).waitFor();
  await screenshot(page, 'plan');
  await page.keyboard.press('Escape');

  const toDos = page.getByRole('region', { name: '待办事项' });
  const returned = toDos.getByRole('link', { name: /退回修改/ });
  const count = Number(await returned.locator('.to-do-count').textContent());
  await returned.click();
  await page.getByText('只看退回修改').waitFor();
  await page.getByText(`共 ${count} 份`).waitFor();
});

test('参保申请: filters, columns that stay, export of what is filtered', async () => {
  await page.goto('/applications');
  await page.getByRole('table', { name: '参保申请列表' }).waitFor();
  await screenshot(page, 'applications');
  await picture(page, 'applications');
  await page.setViewportSize(PHONE);
  // The page lays itself out anew a frame after the window has changed.
  await expect.poll(widerThanScreen).toBe(0);
  await page.setViewportSize(DESKTOP);

  await page.getByRole('button', { name: '显示的列' }).click();
  await page.getByRole('menuitemcheckbox', { name: '保障期间' }).click();
  await page.keyboard.press('Escape');
  await page.reload();
  await page.getByRole('columnheader', { name: '保障期间' }).waitFor();

  await page
    .getByRole('navigation', { name: '按状态' })
    .getByRole('link', { name: /保障中/ })
    .click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出' }).click()]);
  expect(file.suggestedFilename()).toMatch(/^参保申请_\d{4}-\d{2}-\d{2}\.xlsx$/);
  expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK');
});

test('操作指引: by chapter, searched, opened at a place, honest about what follows later', async () => {
  await page.goto('/guide?chapter=2#issues');
  await page.getByRole('heading', { name: '校验和改正' }).waitFor();
  await screenshot(page, 'guide');
  await page.getByRole('textbox', { name: '在操作指引中查找' }).fill('校验位');
  const hits = page.getByRole('region', { name: '查找结果' });
  await hits
    .getByRole('link', { name: /校验和改正/ })
    .first()
    .click();
  await page.getByRole('heading', { name: '第二章　参保申请' }).waitFor();
  await page
    .getByRole('navigation', { name: '章节' })
    .getByRole('link', { name: /第三章/ })
    .click();
  await page.getByRole('heading', { name: '3.1 保单补充申请' }).waitFor();
});

test('the picture of 阅读告知书 for the guide', async () => {
  await page.goto('/applications?tab=mine&state=draft');
  const draft = page.getByRole('row').filter({ hasText: '行有错误' }).first();
  const address = await draft.getByRole('link', { name: /继续填写/ }).getAttribute('href');
  expect(address).toMatch(/\/roster$/);
  await page.goto((address ?? '').replace(/roster$/, 'notice'));
  await page.getByRole('checkbox').first().waitFor();
  await page.waitForTimeout(300);
  await picture(page, 'notice');
});
