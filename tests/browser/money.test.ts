import { randomUUID } from 'node:crypto';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { ApiClient } from '../integration/api-client.ts';
import { DEMO_PASSWORD, product } from './browser.ts';
import { chooseFile, ledgerOf } from './enrolment-steps.ts';
import { faultsOf, SIGHTS_OF_DIALOG } from './look.ts';
import { businessDate, signedInPages } from './signed-in.ts';

const UNIT_CODE = 'SZ-NS-YH-001';
const ROWS = 3;
const signedIn = signedInPages();
let operator: ApiClient;
let reviewer: ApiClient;
let today: string;
beforeAll(async () => {
  [operator, reviewer] = (await Promise.all(
    ['operator1', 'reviewer1'].map((name) => ApiClient.signIn(product().url, name, DEMO_PASSWORD)),
  )) as [ApiClient, ApiClient];
  today = await businessDate();
});

async function pageOf(account: string, path: string): Promise<Page> {
  const page = await signedIn(account);
  await page.goto(path);
  return page;
}

const at = ({ number, version }: { number: string; version: number }) => ({ requestId: randomUUID(), number, version });

/** An application in 等待核对, through the API alone: ¥285 by a transfer that the unit has stated. */
async function waitingForMoney(from: number): Promise<{ number: string; matchCode: string }> {
  const view = await operator.draft(UNIT_CODE, [{ code: 'HOSP', shares: 1 }]);
  const { number } = view;
  await operator.uploadLedger(number, new Uint8Array(await ledgerOf(from, ROWS)));
  await operator.ledgerImported(number);
  await operator.upload(number, new Uint8Array(await generateRoster({ plans: [seedPlan('HOSP')], rows: ROWS, from })));
  await operator.imported(number);
  const submitted = await operator.submit(await operator.trpc.application.get.query({ number }));
  const toPay = await reviewer.trpc.review.approve.mutate(at(submitted));
  await expect
    .poll(async () => (await operator.fetch(`/api/applications/${number}/payment-notice`)).status, { timeout: 60_000 })
    .toBe(200);
  const { notice } = await operator.trpc.payment.page.query({ number });
  await operator.trpc.payment.submit.mutate({
    ...at(toPay),
    payerName: '深圳市鹏程精密电子有限公司',
    payerBank: '示例银行深圳分行',
    payerAccount: '755900128000016',
    amountFen: notice?.totalFen ?? 0,
    paidOn: today,
    serialNumber: `SN${from}`,
    voucherId: null,
  });
  return { number, matchCode: notice?.matchCode ?? '' };
}

test('a statement finds its applications; what was paid too much goes back by two hands; dates for many, an end by two', async () => {
  const faults: string[] = [];
  const [first, second] = [await waitingForMoney(98_100), await waitingForMoney(98_200)];
  const statement = [
    '深圳某银行账户明细,,,,',
    '交易日期,贷方金额,对方户名,附言,流水号',
    `${today},285.00,鹏程集团总部,互助金 ${first.matchCode},LS98100`,
    `${today},300.00,鹏程集团总部,${second.matchCode.slice(0, 4)} ${second.matchCode.slice(4)},LS98200`,
    `${today},0.51,示例银行,结息,LS98300`,
  ].join('\n');

  const finance = await pageOf('finance1', '/receipts');
  await finance.getByRole('heading', { name: '到账核对', level: 1 }).waitFor();
  await chooseFile(
    finance,
    finance.getByRole('button', { name: '导入银行流水' }),
    Buffer.from('a,b\n1,2\n'),
    '错的.csv',
  );
  await finance.getByText('没有找到表头').waitFor();
  await chooseFile(finance, finance.getByRole('button', { name: '导入银行流水' }), Buffer.from(statement), '流水.csv');
  await finance.getByText('到账 3 笔，新增 3 笔').waitFor();
  const row = (reference: string) => finance.getByRole('row', { name: reference });
  await row('LS98200').getByText('附言识别码一致，多 ¥15.00').waitFor();
  await row('LS98300').getByText('没有找到对应的申请').waitFor();
  faults.push(...(await faultsOf(finance, 'receipts')));
  await finance.getByRole('button', { name: /确认这 \d+ 笔/ }).click();
  await row('LS98100').waitFor({ state: 'detached' });
  await row('LS98200').getByRole('button', { name: '确认收款' }).click();
  await finance.getByRole('dialog').getByRole('button', { name: '确认收款' }).click();
  await row('LS98200').waitFor({ state: 'detached' });
  await row('LS98300').getByRole('button', { name: '另行处理' }).click();
  await finance.getByRole('textbox', { name: '原因' }).fill('银行利息');
  await finance.getByRole('dialog').getByRole('button', { name: '另行处理' }).click();
  await row('LS98300').waitFor({ state: 'detached' });
  for (const { number } of [first, second])
    expect((await operator.trpc.application.get.query({ number })).state).toBe('pending_effective');

  await finance.getByRole('link', { name: '每日对账' }).click();
  await finance.getByRole('heading', { name: '每日对账', level: 1 }).waitFor();
  await finance.getByText('已认领的到账与确认的收款一致').waitFor();
  faults.push(...(await faultsOf(finance, 'reconciliation')));

  await finance.goto('/refunds');
  const refund = (page: Page) => page.getByRole('listitem').filter({ hasText: second.number });
  await refund(finance).getByRole('button', { name: '提出退款' }).click();
  await finance.getByRole('dialog').getByRole('button', { name: '提出退款' }).click();
  await finance.getByText('请填写账号，6 到 30 位数字').waitFor();
  faults.push(...(await faultsOf(finance, 'refund-propose', SIGHTS_OF_DIALOG)));
  await finance.getByLabel('收款账号').fill('7559 0012 8000 0016');
  await finance.getByRole('dialog').getByRole('button', { name: '提出退款' }).click();
  await refund(finance).getByText('您已提出，等待另一位财务同意').waitFor();
  faults.push(...(await faultsOf(finance, 'refunds')));
  const other = await pageOf('finance2', '/refunds');
  await refund(other).getByRole('button', { name: '同意退款' }).click();
  await other.getByRole('dialog').getByRole('button', { name: '同意退款' }).click();
  await other.getByRole('link', { name: /退款中/ }).click();
  await refund(other).getByRole('button', { name: '退款到账' }).click();
  await other.getByLabel('到账日期').fill(today);
  await other.keyboard.press('Enter');
  await other.getByLabel('银行回单号').fill('TK98200');
  await other.getByRole('dialog').getByRole('button', { name: '退款到账' }).click();
  await other.getByRole('link', { name: /已退款/ }).click();
  await refund(other).getByText('TK98200').waitFor();

  const society = await pageOf('society1', '/applications?tab=pending_effective');
  await society.getByRole('button', { name: '批量设置生效时间' }).click();
  await society.getByLabel('生效日期').fill(addDays(shanghaiDate(new Date()), 60));
  await society.keyboard.press('Enter');
  faults.push(...(await faultsOf(society, 'bulk-dates', SIGHTS_OF_DIALOG)));
  await society.getByRole('button', { name: /设置这 \d+ 份/ }).click();
  await society.getByText(/份已设置，.*零时自动生效/).waitFor();

  await society.goto('/society');
  await society.getByLabel('热线').fill('0');
  await society.getByRole('button', { name: '保存设置' }).click();
  await society.getByText('请填写热线').waitFor();
  faults.push(...(await faultsOf(society, 'society-settings', SIGHTS_OF_DIALOG)));
  await society.getByLabel('热线').fill('0755-83282383');
  await society.getByRole('button', { name: '保存设置' }).click();
  await society.getByText('已保存，以后签发的单据使用新的内容').waitFor();

  await society.goto(`/applications/${first.number}`);
  await society.getByRole('button', { name: '提出终止' }).click();
  await society.getByRole('textbox', { name: '原因' }).fill('单位要求撤销');
  await society.getByRole('dialog').getByRole('button', { name: '提出终止' }).click();
  await society.getByText('您已提出终止，等待另一位同事复核').waitFor();
  const second2 = await pageOf('society2', `/applications/${first.number}`);
  await second2.getByRole('heading', { name: '终止' }).waitFor();
  faults.push(...(await faultsOf(second2, 'terminate', SIGHTS_OF_DIALOG)));
  await second2.getByRole('button', { name: '同意终止' }).click();
  await second2.getByRole('dialog').getByRole('button', { name: '同意终止' }).click();
  await second2.getByRole('region', { name: '状态与进度' }).getByText('已终止', { exact: true }).waitFor();
  expect(faults).toEqual([]);
}, 300_000);
