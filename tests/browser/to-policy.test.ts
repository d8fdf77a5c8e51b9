import fs from 'node:fs';
import { readPdf } from '@huzhu/documents/testing/read-pdf';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { picture } from './browser.ts';
import { chooseFile, draftWithRoster, submitRoster, UNIT } from './enrolment-steps.ts';
import { faultsOf, SIGHTS_OF_DIALOG, SIGHTS_WITH_OFFICE } from './look.ts';
import { businessDate, signedInPages } from './signed-in.ts';

const ROWS = 12;
/** A name with a character that few fonts have. */
const RARE = '刘䶮';
const INVOICE = '26442000000000000042';
const PDF = Buffer.from('%PDF-1.7\n%%EOF\n');
const pageOf = signedInPages();

async function inTag(page: Page, state: string): Promise<void> {
  const tag = page.getByRole('region', { name: '状态与进度' }).getByText(state, { exact: true });
  // A refusal stands in a dialog or an alert; without it nobody would know why the state stays.
  await tag.waitFor().catch(async (error: unknown) => {
    const told = await page.locator('dialog, [role=dialog], [role=alert]').allTextContents();
    throw new Error(`not in ${state}: ${told.join(' | ')}`, { cause: error });
  });
}

test('from 待审核 to a policy in force: reviewer (return, then approve), operator (notice, invoice, early invoice, 选择付款), finance (back, then 确认收款), society, timer, queries, e-policy, invoice', async () => {
  const faults: string[] = [];
  const operator = await pageOf('operator1');
  const number = await draftWithRoster(operator, { unit: UNIT, rows: ROWS, from: 97_000, names: { 3: RARE } });
  await submitRoster(operator);

  const reviewer = await pageOf('reviewer1');
  await reviewer.goto(`/applications/${number}`);
  await reviewer.getByRole('button', { name: '退回修改' }).click();
  await reviewer.getByRole('dialog').getByRole('button', { name: '退回修改' }).click();
  await reviewer.getByText('请写明原因').waitFor();
  faults.push(...(await faultsOf(reviewer, 'review-return', SIGHTS_OF_DIALOG)));
  await reviewer.getByRole('button', { name: '先不退回' }).click();

  // A marked cell writes the return list, and closes 通过 until it is gone.
  await reviewer.getByRole('button', { name: '标记第 2 行的姓名' }).click();
  await reviewer.getByRole('button', { name: '姓名与身份证不符，请核对' }).click();
  faults.push(...(await faultsOf(reviewer, 'review-mark', SIGHTS_OF_DIALOG)));
  await reviewer.getByRole('button', { name: '标记退回' }).click();
  await reviewer.getByRole('complementary', { name: '退回清单' }).getByText('第 2 行 · 姓名').waitFor();
  expect(await reviewer.getByRole('button', { name: '通过', exact: true }).isDisabled()).toBe(true);
  faults.push(...(await faultsOf(reviewer, 'review-roster')));
  await reviewer.getByRole('button', { name: '台账对照' }).click();
  await reviewer.getByText('在册职工已参保').waitFor();
  await reviewer.getByText('全部与台账一致').waitFor();
  faults.push(...(await faultsOf(reviewer, 'review-ledger', SIGHTS_OF_DIALOG)));
  await reviewer.getByRole('button', { name: '与上期相比' }).click();
  await reviewer.getByRole('region', { name: /与上(期|次)/ }).waitFor();
  await reviewer.getByRole('button', { name: '退回修改（1 处）' }).click();
  await reviewer.getByRole('textbox', { name: '原因' }).fill('请核对第 2 行的姓名');
  await reviewer.getByRole('dialog').getByRole('button', { name: '退回修改' }).click();
  await inTag(reviewer, '退回修改');

  // The bell tells the unit why.
  await operator.goto(`/applications/${number}`);
  await operator.getByText('请核对第 2 行的姓名').first().waitFor();
  await operator.getByRole('link', { name: '去修改' }).click();
  await operator.getByRole('status', { name: '名单检查结果' }).waitFor();
  await operator.getByRole('heading', { name: '互助会要求修改 1 处' }).waitFor();
  faults.push(...(await faultsOf(operator, 'returned-marks', SIGHTS_OF_DIALOG)));
  await operator.getByRole('button', { name: '去修改第 2 行 · 姓名' }).click();
  await operator.getByRole('textbox', { name: '第 2 行 姓名' }).waitFor();
  await operator.keyboard.press('Escape');
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
  await picture(operator, 'payment', 1_400);
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

  await operator.getByRole('button', { name: '添加发票信息' }).click();
  const dialog = operator.getByRole('dialog');
  await dialog.getByLabel('邮箱').fill('gonghui');
  await dialog.getByRole('button', { name: '保存发票信息' }).click();
  await dialog.getByText('邮箱格式不对').waitFor();
  faults.push(...(await faultsOf(operator, 'invoice-form', SIGHTS_OF_DIALOG)));
  await dialog.getByLabel('邮箱').fill('gonghui@example.com');
  await dialog.getByRole('button', { name: '保存发票信息' }).click();
  await operator.getByRole('region', { name: '发票' }).getByText('gonghui@example.com').waitFor();

  // 提前开票: the paper to stamp, the form, the reviewer's leave, the invoice; the application stays where it is.
  await operator.getByRole('link', { name: '提前开票申请' }).click();
  await operator.getByRole('heading', { name: '提前开票申请', level: 1 }).waitFor();
  const undertakingSaved = operator.waitForEvent('download');
  await operator.getByRole('button', { name: '下载提前开票承诺书' }).click();
  const undertaking = await readPdf(fs.readFileSync((await (await undertakingSaved).path()) ?? ''));
  const undertakingText = undertaking.pages.map((page) => page.text.replace(/\s/g, '')).join('');
  for (const fact of [UNIT, '壹仟壹佰肆拾元整', '1,140.00', matchCode, 'gonghui@example.com'])
    expect(undertakingText).toContain(fact);
  await operator.getByRole('button', { name: '提交' }).click();
  await operator.getByText('请先上传已盖章的承诺书，再提交。').waitFor();
  faults.push(...(await faultsOf(operator, 'early-invoice')));
  await chooseFile(operator, operator.getByRole('button', { name: '上传承诺书' }), PDF, '承诺书（已盖章）.pdf');
  await operator.getByText('承诺书（已盖章）.pdf').waitFor();
  for (const label of ['单位', '金额', '统一社会信用代码', '邮箱'])
    expect(await operator.getByLabel(label, { exact: true }).inputValue()).not.toBe('');
  await operator.getByRole('button', { name: '提交' }).click();
  await operator.getByText('承诺书已提交，由互助会审核').waitFor();

  await reviewer.goto('/invoices');
  await reviewer.getByRole('heading', { name: '发票办理', level: 1 }).waitFor();
  faults.push(...(await faultsOf(reviewer, 'invoice-desk')));
  await reviewer.getByRole('row', { name: number }).getByRole('link', { name: '办理' }).click();
  await reviewer.getByRole('heading', { name: '提前开票审核' }).waitFor();
  faults.push(...(await faultsOf(reviewer, 'judge-early', SIGHTS_OF_DIALOG)));
  await reviewer.getByRole('button', { name: '同意提前开票' }).click();
  await reviewer.getByText('审核已通过，等待互助会财务开票').waitFor();

  const finance = await pageOf('finance1');
  const society = await pageOf('society1');
  const today = await businessDate();
  await finance.goto(`/applications/${number}`);
  await finance.getByLabel('发票号码').fill('123');
  await finance.getByRole('button', { name: '登记发票' }).click();
  await finance.getByText('数电票号码是 20 位数字').waitFor();
  faults.push(...(await faultsOf(finance, 'issue-invoice', SIGHTS_OF_DIALOG)));
  await finance.getByLabel('发票号码').fill(INVOICE);
  await finance.getByLabel('开票日期').fill(today);
  await finance.keyboard.press('Enter');
  await chooseFile(finance, finance.getByRole('button', { name: '上传发票' }), PDF, '数电票.pdf');
  await finance.getByText('数电票.pdf').waitFor();
  await finance.getByRole('button', { name: '登记发票' }).click();
  await finance.getByRole('region', { name: '发票', exact: true }).getByText(INVOICE).waitFor();
  await inTag(finance, '待缴费');

  await operator.reload();
  await operator.getByText('发票已开，可以下载').waitFor();
  await expect.poll(() => next.isEnabled()).toBe(true);
  await next.click();
  await operator.getByRole('heading', { name: '选择付款', level: 1 }).waitFor();
  await operator.getByRole('button', { name: '提交' }).click();
  await operator.getByText('请填写开户银行').waitFor();
  faults.push(...(await faultsOf(operator, 'payment-transfer', SIGHTS_WITH_OFFICE)));
  const pay = async () => {
    await operator.getByLabel('付款户名').fill('深圳市鹏程精密电子有限公司');
    await operator.getByLabel('付款开户银行').fill('示例银行深圳分行');
    await operator.getByLabel('付款账号').fill('7559 0012 8000 0016');
    await operator.getByLabel('银行流水号').fill('20261125000045');
    await operator.getByLabel('付款日期').fill(today);
    await operator.keyboard.press('Enter');
    await chooseFile(operator, operator.getByRole('button', { name: '上传银行回单' }), PDF, '银行回单.pdf');
    await operator.getByText('银行回单.pdf').waitFor();
    await picture(operator, 'payment-transfer');
    await operator.getByRole('button', { name: '提交' }).click();
    await inTag(operator, '等待核对');
  };
  await pay();

  await finance.reload();
  await finance.getByRole('heading', { name: '财务核对' }).waitFor();
  const voucherSaved = finance.waitForEvent('download');
  await finance.getByRole('button', { name: '下载银行回单' }).click();
  expect((await voucherSaved).suggestedFilename()).toBe('银行回单.pdf');
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

  // The calendar: in demo mode it is moved, and the worker's timer does what that day brings.
  await society.goto('/account');
  await society.getByRole('heading', { name: '业务日期' }).waitFor();
  faults.push(...(await faultsOf(society, 'business-date')));
  await society.getByLabel('移动到').fill(addDays(today, 3));
  await society.keyboard.press('Enter');
  await society.getByRole('button', { name: '移动业务日期' }).click();
  await society.getByText('业务日期已移到').waitFor();

  await operator.goto(`/policies?query=${number}`);
  await expect
    .poll(
      async () => {
        await operator.reload();
        return operator
          .getByRole('link', { name: '保单明细' })
          .or(operator.getByText('还没有保单'))
          .first()
          .textContent();
      },
      { timeout: 90_000, interval: 3_000 },
    )
    .toBe('保单明细');
  await operator.goto('/policies');
  await operator.getByRole('link', { name: '保单明细' }).nth(1).waitFor();
  faults.push(...(await faultsOf(operator, 'policies')));
  await operator.goto(`/policies?query=${number}`);
  await operator.getByRole('link', { name: '保单明细' }).click();
  await operator.getByRole('heading', { name: '保单明细', level: 1 }).waitFor();
  await operator.getByRole('link', { name: '打印电子保单' }).waitFor({ timeout: 90_000 });
  await picture(operator, 'policy');
  faults.push(...(await faultsOf(operator, 'policy', SIGHTS_WITH_OFFICE)));
  const policyNumber = new URL(operator.url()).pathname.split('/').at(-1) ?? '';
  const saving = operator.waitForEvent('download');
  await operator.getByRole('button', { name: '下载电子保单' }).click();
  const policyFile = await saving;
  expect(policyFile.suggestedFilename()).toBe(`电子保单 ${policyNumber}.pdf`);
  const policyPaper = await readPdf(fs.readFileSync((await policyFile.path()) ?? ''));
  const policyText = policyPaper.pages.map((page) => page.text.replace(/\s/g, '')).join('');
  for (const fact of [policyNumber, `${ROWS}名职工`, '1,140.00', '壹仟壹佰肆拾元整', UNIT, RARE])
    expect(policyText).toContain(fact);

  const invoiceSaved = operator.waitForEvent('download');
  await operator.getByRole('button', { name: '下载发票' }).first().click();
  expect(fs.readFileSync((await (await invoiceSaved).path()) ?? '').equals(PDF)).toBe(true);

  await operator.getByRole('link', { name: '参保人员名单' }).click();
  const insured = operator.getByRole('table', { name: '参保人员名单' });
  await insured.getByRole('row').nth(ROWS).waitFor();
  faults.push(...(await faultsOf(operator, 'policy-insured')));
  const name = (await insured.getByRole('row').nth(1).locator('b').textContent()) ?? '';
  await operator.getByRole('textbox', { name: '姓名、拼音或证件号码' }).fill('没有这个人');
  await operator.getByText('名单里没有这个人').waitFor();
  await operator.getByRole('link', { name: '保单操作记录' }).click();
  await operator.getByText('待生效 → 保障中').waitFor();

  await operator.getByRole('link', { name: '个人保单查询' }).click();
  await operator.getByText('请输入要查询的职工').waitFor();
  await operator.getByRole('textbox', { name: '姓名、拼音、证件号码或手机号' }).fill(name);
  await operator.getByRole('link', { name: policyNumber }).first().waitFor();
  faults.push(...(await faultsOf(operator, 'persons')));

  // Whoever holds the paper verifies it, without an account and without a name.
  await operator.goto(`/policies/${policyNumber}`);
  const code = (await operator.locator('.policy-code').textContent()) ?? '';
  const anybody = await pageOf(undefined);
  await anybody.goto('/verify');
  await anybody.getByLabel('核验码').fill('22222222222222222222');
  await anybody.getByRole('button', { name: '核验' }).click();
  await anybody.getByText('没有这张保单').waitFor();
  faults.push(...(await faultsOf(anybody, 'verify-unknown')));
  await anybody.getByLabel('核验码').fill(code.toLowerCase());
  await anybody.getByRole('button', { name: '核验' }).click();
  await anybody.getByText('这张保单由互助会签发').waitFor();
  expect(await anybody.getByRole('main').textContent()).toContain(policyNumber);
  expect(await anybody.getByRole('main').textContent()).not.toContain(name);
  faults.push(...(await faultsOf(anybody, 'verify')));
  expect(faults).toEqual([]);
}, 500_000);
