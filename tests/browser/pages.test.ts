import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import type { RosterCells } from '@huzhu/documents/workbook/write-roster';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, login, openSession, picture } from './browser.ts';
import {
  choosePlan,
  chooseRoster,
  draftWithRoster,
  fillContact,
  OTHER_UNIT,
  readNotice,
  spoilCheckDigit,
  UNIT,
} from './enrolment-steps.ts';
import { faultsOf, SIGHTS_OF_DIALOG, SIGHTS_WITH_OFFICE, unseenStops } from './look.ts';

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

test('登录', async () => {
  const stranger = await openSession(browser);
  await stranger.page.goto('/');
  await stranger.page.getByRole('textbox', { name: '用户名或手机号' }).waitFor();
  const faults = await faultsOf(stranger.page, 'sign-in');
  await stranger.page.getByRole('textbox', { name: '用户名或手机号' }).fill('operator9');
  await stranger.page.getByLabel('密码', { exact: true }).fill('wrong-password');
  await stranger.page.getByRole('button', { name: '登录', exact: true }).click();
  await stranger.page.getByRole('alert').waitFor();
  faults.push(...(await faultsOf(stranger.page, 'sign-in-refused')));
  faults.push(...(await unseenStops(stranger.page, 8)));
  await stranger.context.close();
  expect(faults).toEqual([]);
});

test('首页', async () => {
  await page.goto('/');
  await page.getByRole('heading', { name: '重大疾病互助保障计划' }).waitFor();
  expect(await faultsOf(page, 'home')).toEqual([]);
});

test('参保申请, with and without entries', async () => {
  await choosePlan(page, UNIT, 'FEMALE', 1);
  await page.goto('/applications');
  await page
    .getByRole('link', { name: /^继续填写/ })
    .first()
    .waitFor();
  const faults = await faultsOf(page, 'applications');
  faults.push(...(await unseenStops(page, 30)));
  await page.getByRole('button', { name: /^删除/ }).first().click();
  await page.getByRole('dialog').waitFor();
  faults.push(...(await dialogFaults('applications-delete')));
  await page.goto('/applications?query=CB19990101');
  await page.getByText('没有符合条件的申请').waitFor();
  faults.push(...(await faultsOf(page, 'applications-empty')));
  expect(faults).toEqual([]);
});

test('选择保障计划', async () => {
  await page.goto('/applications/new');
  await page.getByRole('heading', { name: '新建参保申请' }).waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('请选择参保单位').waitFor();
  const faults = await faultsOf(page, 'plan-empty');
  await choosePlan(page, UNIT, 'HOSP', 1);
  await page.getByRole('link', { name: '选择保障计划' }).click();
  await page.getByRole('checkbox', { name: seedPlan('CI2021').name }).check();
  await page.getByText('正在保存').waitFor({ state: 'detached' });
  faults.push(...(await faultsOf(page, 'plan')));
  faults.push(...(await unseenStops(page, 20)));
  expect(faults).toEqual([]);
});

test('阅读告知书', async () => {
  await choosePlan(page, UNIT, 'HOSP', 1);
  expect(await faultsOf(page, 'notice')).toEqual([]);
});

test('提交参保名单: before the import, refused, with issues, without', async () => {
  await choosePlan(page, UNIT, 'CI2021', 1);
  await readNotice(page);
  const faults = await faultsOf(page, 'roster-start', SIGHTS_WITH_OFFICE);
  await chooseRoster(page, Buffer.from('not a workbook'), '参保名单.xlsx');
  await page.getByRole('alert').waitFor();
  faults.push(...(await faultsOf(page, 'roster-refused')));
  await fillContact(page);
  await chooseRoster(page, await rosterWithMistakes());
  await page.getByRole('status', { name: '名单检查结果' }).waitFor();
  await page.getByRole('button', { name: '修改', exact: true }).first().click();
  await picture(page, 'roster');
  faults.push(...(await faultsOf(page, 'roster-issues', SIGHTS_WITH_OFFICE)));
  faults.push(...(await unseenStops(page, 40)));
  await page.getByRole('button', { name: '导入名单' }).click();
  await page.getByRole('dialog').waitFor();
  faults.push(...(await dialogFaults('roster-again')));
  expect(faults).toEqual([]);
});

test('确认提交 and the page of an application', async () => {
  const number = await draftWithRoster(page, { unit: OTHER_UNIT, rows: 30, from: 40_000 });
  const faults = await faultsOf(page, 'roster-clean', SIGHTS_WITH_OFFICE);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('再次点击【下一步】').waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '检查结果' }).waitFor();
  faults.push(...(await faultsOf(page, 'confirm', SIGHTS_WITH_OFFICE)));
  await page.getByRole('button', { name: '确认提交' }).click();
  await page.getByText(`申请 ${number} 已提交`).waitFor();
  faults.push(...(await faultsOf(page, 'applications-submitted')));
  await page.goto(`/applications/${number}`);
  await page.getByRole('heading', { name: '保单操作记录' }).waitFor();
  faults.push(...(await faultsOf(page, 'application')));
  await page.goto(`/applications/${number}/confirm`);
  await page.getByText('内容不能再改').waitFor();
  faults.push(...(await faultsOf(page, 'confirm-frozen')));
  expect(faults).toEqual([]);
});

test.each([
  ['/policies', 'policies'],
  ['/account', 'account'],
  ['/applications/CB20260101-0001A', 'application-missing'],
  ['/no-such-page', 'missing'],
])('%s', async (path, name) => {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  expect(await faultsOf(page, name)).toEqual([]);
});

/** A dialog lies over the page; only what stands in it is looked at. */
async function dialogFaults(name: string): Promise<string[]> {
  const faults = await faultsOf(page, name, SIGHTS_OF_DIALOG);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return faults;
}

/** Every fifth of 200 rows has a mistake of one of the common kinds. */
function rosterWithMistakes(): Promise<Buffer> {
  const mistakes: readonly ((cells: RosterCells, position: number) => RosterCells)[] = [
    (cells) => ({ ...cells, idNumber: spoilCheckDigit(String(cells.idNumber)) }),
    (cells) => ({ ...cells, sex: cells.sex === '男' ? '女' : '男' }),
    (cells) => ({ ...cells, birthDate: '1991-02-03' }),
    (cells) => ({ ...cells, name: '' }),
    (cells) => ({ ...cells, phone: '1380013800' }),
    (cells) => ({ ...cells, shares: 9 }),
    (cells, position) => ({ ...cells, idNumber: syntheticPerson(60_000 + position - 1).idNumber }),
    (cells) => ({ ...cells, documentType: '工作证' }),
  ];
  return generateRoster({
    plans: [seedPlan('CI2021')],
    rows: 200,
    from: 60_000,
    change: (cells, position) =>
      position % 5 === 3 ? (mistakes[Math.floor(position / 5) % mistakes.length]?.(cells, position) ?? cells) : cells,
  });
}
