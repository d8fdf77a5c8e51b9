import fs from 'node:fs';
import path from 'node:path';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, login, openSession, picture, product } from './browser.ts';
import { watchComplaints } from './complaints.ts';
import { choosePlan, chooseRoster, fillContact, readNotice, UNIT } from './enrolment-steps.ts';
import { faultsOf, SIGHTS_OF_DIALOG, SIGHTS_WITH_OFFICE } from './look.ts';

let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  ({ context, page } = await openSession(browser));
  await login(page, 'sysadmin1');
});
afterAll(async () => {
  await context.close();
  await browser.close();
});

const storedFiles = (): string[] => {
  const root = path.join(product().dataDir, 'files');
  return fs
    .readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && path.basename(entry.parentPath) !== 'unfinished')
    .map((entry) => path.join(entry.parentPath, entry.name));
};

test('the system administrator begins at 队列监控, and is shown nothing of applications', async () => {
  const complaints = watchComplaints(page);
  await page.goto('/');
  await page.getByRole('heading', { name: '队列监控', level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/queues');
  const menu = page.getByRole('navigation', { name: '主菜单' });
  expect(await menu.getByRole('link').allTextContents()).toEqual(MENU);
  await page.getByText('一切正常。').waitFor();
  const faults = await faultsOf(page, 'queue-desk-well', SIGHTS_WITH_OFFICE);
  expect(faults).toEqual([]);
  expect(complaints.list).toEqual([]);

  const other = await openSession(browser);
  await login(other.page, 'operator1');
  await other.page.goto('/queues');
  await other.page.getByRole('link', { name: '去参保' }).waitFor();
  // The files of 资料下载 are made when they are first listed, and the plans come in the same answer.
  await other.page.getByText('参保流程操作指引').waitFor({ timeout: 60_000 });
  expect(await other.page.getByRole('link', { name: '队列监控' }).count()).toBe(0);
  await other.context.close();
});

test('a queue is paused and resumed with reasons; a job that fails is found and, when its cause is gone, retried', async () => {
  const act = async (button: RegExp | string, reason: string, confirm: string) => {
    await page.getByRole('button', { name: button }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '原因' }).fill(reason);
    await dialog.getByRole('button', { name: confirm }).click();
    // A refusal stands in the dialog; without it nobody would know why it stays open.
    await dialog.waitFor({ state: 'detached' }).catch(async (error: unknown) => {
      throw new Error(`the dialog stays: ${await dialog.textContent()}`, { cause: error });
    });
  };
  await page.goto('/queues');
  await page.getByRole('button', { name: '暂停“名单导入”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '暂停队列' }).click();
  await page.getByText('请写明原因').waitFor();
  const faults = await faultsOf(page, 'queue-desk-pause', SIGHTS_OF_DIALOG);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await act('暂停“名单导入”', '升级存储', '暂停队列');
  await page.getByText('已暂停：升级存储').waitFor();
  // The workers follow within two seconds.
  await page.waitForTimeout(2_500);

  const unit = await openSession(browser);
  await login(unit.page, 'operator1');
  const number = await choosePlan(unit.page, UNIT, 'HOSP', 1);
  await readNotice(unit.page);
  await fillContact(unit.page);
  const before = new Set(storedFiles());
  await chooseRoster(unit.page, await generateRoster({ plans: [seedPlan('HOSP')], rows: 8, from: 95_000 }));
  await page.getByRole('link', { name: '查看“名单导入”的任务' }).click();
  const found = page.getByRole('list', { name: '查找结果' });
  await found.getByRole('listitem').filter({ hasText: number }).filter({ hasText: '等待' }).waitFor();

  // Its file is not to be had, as on a disk that is away: every attempt fails.
  const stored = storedFiles().find((file) => !before.has(file)) ?? 'no file was stored';
  const away = `${stored}.away`;
  fs.renameSync(stored, away);
  await act('恢复“名单导入”', '升级完成', '恢复队列');
  const failures = page.getByRole('region', { name: '失败的任务' });
  const failure = failures.getByRole('listitem').filter({ hasText: number });
  await failure.waitFor({ timeout: 90_000 });
  await failure.getByText('已试 5 次').waitFor();
  await failure.getByText('重试会用原来的文件再导入一次，不会重复。').waitFor();
  await page.getByText('1 个任务失败，需要您重试。').waitFor();
  await page.getByRole('textbox', { name: '申请编号、单位或任务编号' }).fill(number);
  await found.getByRole('listitem').filter({ hasText: number }).filter({ hasText: '失败' }).waitFor();
  faults.push(...(await faultsOf(page, 'queue-desk-failed', SIGHTS_WITH_OFFICE)));
  await picture(page, 'queues', 1240);

  fs.renameSync(away, stored);
  await act(/^重试/, '磁盘已经接回', '重试任务');
  await page.getByText('已重新排队').waitFor();
  await found
    .getByRole('listitem')
    .filter({ hasText: number })
    .filter({ hasText: '完成' })
    .waitFor({ timeout: 60_000 });
  await failure.waitFor({ state: 'detached' });
  await unit.page.reload();
  await unit.page.getByRole('status', { name: '名单检查结果' }).waitFor();
  await unit.context.close();
  expect(faults).toEqual([]);
});

test('操作记录 tells who paused, resumed and retried, and why', async () => {
  await page.goto('/audit');
  const list = page.getByRole('list', { name: '操作记录' });
  for (const text of ['升级存储', '升级完成', '磁盘已经接回'])
    await list.getByRole('listitem').filter({ hasText: text }).filter({ hasText: '冯伟杰' }).waitFor();
  const faults = await faultsOf(page, 'audit');
  await page.getByRole('textbox', { name: '操作', exact: true }).fill('暂停队列');
  await list.getByText('升级完成').waitFor({ state: 'detached' });
  await list.getByText('升级存储').waitFor();
  await page.getByRole('textbox', { name: '操作人' }).fill('没有这个人');
  await page.getByText('没有符合条件的操作记录').waitFor();
  faults.push(...(await faultsOf(page, 'audit-empty')));
  expect(faults).toEqual([]);
});

test('原始队列 opens behind the same session, without a complaint of the browser, and acts', async () => {
  await page.goto('/queues');
  const [board] = await Promise.all([
    context.waitForEvent('page'),
    page.getByRole('link', { name: /原始队列/ }).click(),
  ]);
  const complaints = watchComplaints(board);
  // Opened anew, so that nothing it complains of was missed.
  await board.waitForLoadState();
  await board.reload();
  await board.getByText('roster').first().waitFor();
  await board.screenshot({ path: 'test-results/screenshots/queue-board-1440.png' });
  // Its own script sends the token that it was given.
  const press = async (item: string) => {
    await board.locator('button[aria-haspopup="menu"]').last().click();
    await board.getByRole('menuitem', { name: item, exact: true }).click();
    const [answer] = await Promise.all([
      board.waitForResponse((response) => response.request().method() === 'PUT'),
      board.getByRole('button', { name: '确认' }).click(),
    ]);
    return answer.status();
  };
  expect(await press('暂停')).toBe(200);
  await page.getByText('已暂停：在原始队列里暂停').waitFor();
  await board.reload();
  await board.getByText('roster').first().waitFor();
  expect(await press('恢复')).toBe(200);
  await page.getByText('已暂停：').waitFor({ state: 'detached' });
  expect(complaints.list).toEqual([]);
  await board.close();
});

const MENU = ['队列监控', '原始队列（在新窗口打开）', '操作记录', '操作指引'];
