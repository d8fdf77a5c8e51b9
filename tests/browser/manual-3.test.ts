import fs from 'node:fs';
import { generateLedger } from '@huzhu/documents/testing/generate-ledger';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { readPdf } from '@huzhu/documents/testing/read-pdf';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { addDays, asDate, daysInclusive } from '@huzhu/domain/calendar/calendar-date';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { picture } from './browser.ts';
import { chooseFile, goToConfirm, readNotice, UNIT, uploadLedger } from './enrolment-steps.ts';
import { faultsOf, SIGHTS_OF_DIALOG, SIGHTS_WITH_OFFICE } from './look.ts';
import { businessDate, signedInPages } from './signed-in.ts';

const ADDED = 3;
/** Far from the demo's persons and from those of other tests. */
const FROM = 98_100;
/** The policy of the demo that ends next among operator1's: whom it insures (packages/db/src/seed/demo-applications.ts). */
const CARRIED = 142;
const CARRIED_FROM = 50_000_000 + 1014;
const pageOf = signedInPages();

const inTag = (page: Page, state: string) =>
  page.getByRole('region', { name: '状态与进度' }).getByText(state, { exact: true }).waitFor();

async function pickDay(page: Page, label: string, day: string): Promise<void> {
  await page.getByLabel(label).fill(day);
  await page.keyboard.press('Enter');
}

test('chapter 3: 保单补充申请, 补充进度查询, 保全缴费, 补充申请明细 and 电子保全单', async () => {
  const faults: string[] = [];
  const society = await pageOf('society1');
  const today = await businessDate();
  const operator = await pageOf('operator1');

  // 3.1: straight to 提交保全名单.
  await operator.getByRole('link', { name: '保单补充申请' }).click();
  await operator.getByRole('heading', { name: '保单补充申请', level: 1 }).waitFor();
  const parentRow = operator.getByRole('row', { name: UNIT }).filter({ hasText: '重大疾病' });
  await parentRow.waitFor();
  faults.push(...(await faultsOf(operator, 'supplements')));
  const policyNumber = /HZ\d{8}-\w+/.exec((await parentRow.textContent()) ?? '')?.[0] ?? '';
  await parentRow.getByRole('button', { name: '保单补充申请' }).click();
  await operator.getByRole('heading', { name: '提交保全名单', level: 1 }).waitFor();
  const number = operator.url().split('/').at(-2) ?? '';
  expect(number).toMatch(/^BQ/);
  await pickDay(operator, '保全生效日期', addDays(today, 4));
  await operator.getByLabel('联系人', { exact: true }).fill('苏婉婷');
  await operator.getByLabel('联系电话').fill('19900002046');
  await operator.getByRole('button', { name: '保存联系人' }).click();
  await operator.getByRole('region', { name: '互助保障联系人' }).getByText('苏婉婷').waitFor();
  await picture(operator, 'supplement');
  faults.push(...(await faultsOf(operator, 'supplement-roster', SIGHTS_WITH_OFFICE)));
  const template = operator.waitForEvent('download');
  await operator.getByRole('button', { name: '下载模板' }).first().click();
  expect((await template).suggestedFilename()).toMatch(/\.xlsx$/);

  // One of them stands there with a wrong check digit first: the same checks and fixes as an enrolment's.
  const plans = [seedPlan('CI2021')];
  const wrong = await generateRoster({
    plans,
    rows: ADDED,
    from: FROM,
    change: (cells, position) =>
      position === 1
        ? {
            ...cells,
            idNumber: `${String(cells.idNumber).slice(0, 17)}${String(cells.idNumber).endsWith('1') ? '2' : '1'}`,
          }
        : cells,
  });
  await chooseFile(operator, operator.getByRole('button', { name: '导入模板' }), wrong, '新入职职工.xlsx');
  await operator.getByRole('status', { name: '名单检查结果' }).waitFor();
  await operator.getByRole('button', { name: '下一步' }).click();
  const cell = operator.getByRole('textbox', { name: /第 3 行 证件号码/ });
  await cell.waitFor();
  faults.push(...(await faultsOf(operator, 'supplement-issues', SIGHTS_OF_DIALOG)));
  await cell.fill(syntheticPerson(FROM + 1).idNumber);
  await cell.press('Enter');
  await operator.getByText('都没有错误').waitFor();

  // 3.2: 确认提交, with what each person pays and why.
  await goToConfirm(operator);
  const summary = operator.getByRole('region', { name: '参保内容' });
  await summary.getByText(`原保单`).first().waitFor();
  const end = /至 (\d{4})年(\d+)月(\d+)日24 时/.exec((await summary.textContent()) ?? '');
  const last = asDate(`${end?.[1]}-${end?.[2]?.padStart(2, '0')}-${end?.[3]?.padStart(2, '0')}`);
  const days = daysInclusive(addDays(today, 4), last);
  await summary.getByText(new RegExp(`2 份的 ${ADDED} 人，每人 160.00 × ${days}／36[56] 天 = `)).waitFor();
  await picture(operator, 'supplement-confirm');
  faults.push(...(await faultsOf(operator, 'supplement-confirm', SIGHTS_WITH_OFFICE)));
  await operator.getByRole('button', { name: '确认提交' }).click();
  await operator.getByRole('heading', { name: '补充进度查询', level: 1 }).waitFor();
  const row = operator.getByRole('row', { name: number });
  await row.getByText('待审核').waitFor();
  await row.getByText(`原保单 ${policyNumber}`).waitFor();
  await picture(operator, 'supplement-progress');
  faults.push(...(await faultsOf(operator, 'supplement-progress')));
  // It does not stand among the enrolments.
  await operator.goto(`/applications?query=${number}`);
  await operator.getByText('没有符合条件的申请').waitFor();

  const reviewer = await pageOf('reviewer1');
  await reviewer.goto(`/applications/${number}`);
  await reviewer.getByRole('button', { name: '通过', exact: true }).waitFor();
  faults.push(...(await faultsOf(reviewer, 'supplement-review')));
  await reviewer.getByRole('button', { name: '通过', exact: true }).click();
  await reviewer.getByRole('dialog').getByRole('button', { name: '审核通过' }).click();
  await inTag(reviewer, '待缴费');

  // 【待缴费】 opens the 保全缴费界面.
  await operator.goto(`/supplement-progress?query=${number}`);
  await operator.getByRole('link', { name: '待缴费' }).click();
  await operator.getByRole('heading', { name: '确认缴费信息', level: 1 }).waitFor();
  const download = operator.getByRole('button', { name: '下载缴费通知书' });
  await expect.poll(() => download.isEnabled(), { timeout: 30_000 }).toBe(true);
  faults.push(...(await faultsOf(operator, 'supplement-payment')));
  await operator.getByRole('button', { name: '添加发票信息' }).waitFor();
  await operator.getByRole('link', { name: '提前开票申请' }).waitFor();
  const noticeSaved = operator.waitForEvent('download');
  await download.click();
  const notice = await textOf(await noticeSaved);
  for (const fact of [number, policyNumber, `${days}／36`, UNIT]) expect(notice).toContain(fact);
  await operator.getByRole('button', { name: '下一步' }).click();
  await operator.getByRole('heading', { name: '选择付款', level: 1 }).waitFor();
  await operator.getByLabel('付款户名').fill('深圳市鹏程精密电子有限公司');
  await operator.getByLabel('付款开户银行').fill('示例银行深圳分行');
  await operator.getByLabel('付款账号').fill('7559 0012 8000 0016');
  await operator.getByLabel('银行流水号').fill('20261128000099');
  await pickDay(operator, '付款日期', today);
  await operator.getByRole('button', { name: '提交' }).click();
  await inTag(operator, '等待核对');

  const finance = await pageOf('finance1');
  await finance.goto(`/applications/${number}`);
  await finance.getByRole('heading', { name: '财务核对' }).waitFor();
  await finance.getByRole('button', { name: '确认收款' }).click();
  await inTag(finance, '待生效');
  await society.goto(`/applications/${number}`);
  await pickDay(society, '生效日期', addDays(today, 4));
  await society.getByRole('button', { name: '设置生效时间' }).click();
  await society.getByText('零时自动生效').waitFor();
  await society.goto('/account');
  await pickDay(society, '移动到', addDays(today, 4));
  await society.getByRole('button', { name: '移动业务日期' }).click();
  await society.getByText('业务日期已移到').waitFor();

  // 3.3 in 单位保单查询.
  await expect
    .poll(
      async () => {
        await operator.goto(`/policies?query=${policyNumber}`);
        await operator.getByRole('link', { name: '保单明细' }).waitFor();
        return operator.getByRole('link', { name: '补充申请明细' }).count();
      },
      { timeout: 90_000, interval: 3_000 },
    )
    .toBe(1);
  faults.push(...(await faultsOf(operator, 'policies-supplemented')));
  await operator.getByRole('link', { name: '补充申请明细' }).click();
  const table = operator.getByRole('table', { name: '补充申请明细' });
  await table.getByRole('button', { name: '下载电子保全单' }).waitFor({ timeout: 90_000 });
  await picture(operator, 'endorsements');
  faults.push(...(await faultsOf(operator, 'policy-endorsements', SIGHTS_WITH_OFFICE)));
  const paperSaved = operator.waitForEvent('download');
  await table.getByRole('button', { name: '下载电子保全单' }).click();
  const paper = await textOf(await paperSaved);
  const names = Array.from({ length: ADDED }, (_, index) => syntheticPerson(FROM + index).name);
  for (const fact of [`${policyNumber}-01`, policyNumber, number, '其余条款不变', '第1次保全', ...names])
    expect(paper).toContain(fact);
  const exported = operator.waitForEvent('download');
  await table.getByRole('button', { name: '导出' }).click();
  expect((await exported).suggestedFilename()).toBe(`新增参保人员名单_${policyNumber}-01.xlsx`);
  await table.getByRole('link', { name: '补充申请明细' }).click();
  await operator.getByRole('heading', { name: '补充申请明细', level: 1 }).waitFor();
  await operator.getByRole('table', { name: '变更事项' }).waitFor();
  faults.push(...(await faultsOf(operator, 'endorsement', SIGHTS_WITH_OFFICE)));
  await operator.getByRole('link', { name: '新增参保人员名单' }).click();
  await operator
    .getByRole('table', { name: '新增参保人员名单' })
    .getByText(names[0] ?? '')
    .waitFor();
  await operator.getByRole('link', { name: /^保单资料/ }).click();
  await operator.getByRole('button', { name: '下载缴费通知书' }).waitFor();
  await operator.getByRole('link', { name: '添加发票信息' }).waitFor();

  // The policy's own list shows them with their own start.
  await operator.goto(`/policies/${policyNumber}?tab=insured`);
  await operator.getByRole('textbox', { name: '姓名、拼音或证件号码' }).fill(names[0] ?? '');
  await operator
    .getByRole('row', { name: names[0] ?? '' })
    .getByText(`${addDays(today, 4)} 至 ${last}`)
    .waitFor();
  expect(faults).toEqual([]);
}, 500_000);

test('续保: the roster is carried over, who joins and leaves is shown by name, and it is submitted like an enrolment', async () => {
  const faults: string[] = [];
  const operator = await pageOf('operator1');
  await operator.goto(`/policies?expiring=true`);
  const ending = operator.getByRole('row').filter({ has: operator.getByRole('button', { name: '续保' }) });
  await ending.first().waitFor();
  faults.push(...(await faultsOf(operator, 'policies-ending')));
  await ending.filter({ hasText: '科苑物业' }).getByRole('link', { name: '保单明细' }).click();
  await operator.getByRole('heading', { name: '保单明细', level: 1 }).waitFor();
  await operator.getByRole('button', { name: '续保' }).click();
  await operator.getByRole('heading', { name: '续保', level: 1 }).waitFor();
  faults.push(...(await faultsOf(operator, 'renewal-plan')));
  await operator.getByRole('button', { name: '下一步' }).click();
  await readNotice(operator);
  await operator.getByRole('status', { name: '名单检查结果' }).waitFor({ timeout: 60_000 });
  const carried = operator.getByRole('region', { name: '和上期名单相比' });
  await carried.getByText('人员和份数都没有变').waitFor();

  // One leaves, one joins.
  const leaver = operator.getByRole('table', { name: '参保名单' }).getByRole('row').nth(1);
  await leaver.getByRole('button', { name: '删除', exact: true }).click();
  await operator.getByRole('dialog').getByRole('button', { name: '删除这一行' }).click();
  await operator.getByRole('button', { name: '新增一人' }).click();
  const person = syntheticPerson(FROM + 50);
  const dialog = operator.getByRole('dialog', { name: '新增一人' });
  await dialog.getByLabel('姓名', { exact: true }).fill(person.name);
  await dialog.getByLabel('证件号码', { exact: true }).fill(person.idNumber);
  await dialog.getByRole('button', { name: '加入名单' }).click();
  await dialog.waitFor({ state: 'detached' });
  await carried.getByText('新增 1 人').waitFor();
  await carried.getByRole('button', { name: '看是谁' }).click();
  await carried.getByRole('row', { name: person.name }).waitFor();
  await picture(operator, 'renewal');
  faults.push(...(await faultsOf(operator, 'renewal-roster', SIGHTS_WITH_OFFICE)));

  // A ledger of this month that knows them (the demo's persons of that policy, and who joins): then like an enrolment.
  const number = operator.url().split('/').at(-2) ?? '';
  expect(number).toMatch(/^CB/);
  const month = shanghaiDate(new Date()).slice(0, 7);
  const insured = Array.from({ length: CARRIED }, (_, index) => syntheticPerson(CARRIED_FROM + index));
  const ledger = await generateLedger([...insured, person].map((each) => ({ ...each, month })));
  await uploadLedger(operator, Buffer.from(ledger));
  await goToConfirm(operator);
  await operator.getByText('和上期保单相比').waitFor();
  faults.push(...(await faultsOf(operator, 'renewal-confirm')));
  await operator.getByRole('button', { name: '确认提交' }).click();
  await operator.getByText('已提交，现在由互助会审核').waitFor();
  const row = operator.getByRole('row', { name: number });
  await row.getByText('待审核').waitFor();
  await row.getByText('续保，上期').waitFor();
  expect(faults).toEqual([]);
}, 300_000);

test('更正: asked for by the unit, decided by a reviewer, stated by a 保全单', async () => {
  const faults: string[] = [];
  const operator = await pageOf('operator1');
  await operator.goto('/policies?query=海岸环境');
  await operator.getByRole('link', { name: '保单明细' }).click();
  await operator.getByRole('link', { name: /^参保人员名单/ }).click();
  const table = operator.getByRole('table', { name: '参保人员名单' });
  const first = table.getByRole('row').nth(1);
  const name = (await first.locator('b').textContent()) ?? '';
  await first.getByRole('button', { name: `更正 ${name}` }).click();
  const dialog = operator.getByRole('dialog', { name: `更正 ${name} 的资料？` });
  await dialog.getByRole('button', { name: '提交更正' }).click();
  await dialog.getByText('请写明原因').waitFor();
  await dialog.getByLabel('原因').fill('身份证上的姓名是这个字');
  await dialog.getByRole('button', { name: '提交更正' }).click();
  await dialog.getByText('没有要更正的内容').waitFor();
  faults.push(...(await faultsOf(operator, 'correct-person', SIGHTS_OF_DIALOG)));
  await dialog.getByLabel('姓名').fill(`${name}燕`);
  await dialog.getByRole('button', { name: '提交更正' }).click();
  await dialog.waitFor({ state: 'detached' });
  const waiting = operator.getByRole('region', { name: '更正和减员' });
  await waiting.getByText(`姓名 ${name} → ${name}燕`).waitFor();
  await waiting.getByRole('button', { name: '撤回更正' }).waitFor();
  faults.push(...(await faultsOf(operator, 'policy-changes')));

  const reviewer = await pageOf('reviewer1');
  await reviewer.goto('/supplement-progress');
  const desk = reviewer.getByRole('region', { name: '更正和减员' });
  await desk.getByText(`姓名 ${name} → ${name}燕`).waitFor();
  faults.push(...(await faultsOf(reviewer, 'policy-changes-review')));
  await desk.getByRole('listitem').filter({ hasText: name }).getByRole('button', { name: '同意更正' }).click();
  await desk.waitFor({ state: 'detached' });

  await operator.reload();
  await operator.getByRole('textbox', { name: '姓名、拼音或证件号码' }).fill(`${name}燕`);
  await table
    .getByRole('row', { name: `${name}燕` })
    .first()
    .waitFor();
  await operator.getByRole('link', { name: /^补充申请明细/ }).click();
  const endorsements = operator.getByRole('table', { name: '补充申请明细' });
  await endorsements.getByText('更正资料').waitFor();
  await endorsements.getByRole('button', { name: '下载电子保全单' }).waitFor({ timeout: 60_000 });
  const saved = operator.waitForEvent('download');
  await endorsements.getByRole('button', { name: '下载电子保全单' }).click();
  const paper = await textOf(await saved);
  for (const fact of ['更正事项', `${name}燕`, '不涉及缴费']) expect(paper).toContain(fact);
  await endorsements.getByRole('link', { name: '补充申请明细' }).click();
  await operator.getByRole('table', { name: '更正事项' }).waitFor();
  faults.push(...(await faultsOf(operator, 'endorsement-correction')));
  expect(faults).toEqual([]);
}, 300_000);

async function textOf(download: { path(): Promise<string | null> }): Promise<string> {
  const paper = await readPdf(fs.readFileSync((await download.path()) ?? ''));
  return paper.pages.map((page) => page.text.replace(/\s/g, '')).join('');
}
