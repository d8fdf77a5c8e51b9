import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import type { RosterCells } from '@huzhu/documents/workbook/write-roster';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ApiClient } from '../integration/api-client.ts';
import { DEMO_PASSWORD, product } from './browser.ts';
import { watchComplaints } from './complaints.ts';
import { faultsOf, SIGHTS_OF_DIALOG } from './look.ts';
import { signedInPages } from './signed-in.ts';

/** Many rows, one cause, one act: seen before, applied, taken back. */

const open = signedInPages();
/** Nobody else's test has these persons. */
const FROM = 5_400_000;
const ROWS = 45;
const WRONG = 37;

/** A draft with a checked list, open at 提交参保名单. The person at position n stands in row n + 2. */
async function desk(page: Page, from: number, change: (cells: RosterCells, position: number) => RosterCells) {
  const api = await ApiClient.signIn(product().url, 'operator1', DEMO_PASSWORD);
  const { number } = await api.draft('SZ-NS-YH-001', [{ code: 'CI2021', shares: 1 }]);
  const file = await generateRoster({ plans: [seedPlan('CI2021')], rows: ROWS, from, change });
  expect((await api.upload(number, new Uint8Array(file))).status).toBe(200);
  expect((await api.imported(number)).state).toBe('succeeded');
  await page.goto(`/applications/${number}/roster`);
  await totals(page, new RegExp(`全部 ${ROWS} 行`));
  return { api, number };
}

async function totals(page: Page, pattern: RegExp): Promise<void> {
  const status = page.getByRole('status', { name: '名单检查结果' });
  await status.waitFor();
  const text = async () => ((await status.textContent()) ?? '').replace(/\s+/g, ' ');
  await expect.poll(text, { timeout: 15_000 }).toMatch(pattern);
}

const causes = (page: Page) => page.getByRole('navigation', { name: '按原因查看' });

test('37 rows of one cause: seen before → after, put right in one act, taken back with one press', async () => {
  const page = await open('operator1');
  const complaints = watchComplaints(page);
  // 30 say 身份证件类, 7 say 证; the last of them has an error besides.
  const { api, number } = await desk(page, FROM, (cells, position) => ({
    ...cells,
    ...(position < WRONG && { documentType: position < 30 ? '身份证件类' : '证' }),
    ...(position === WRONG - 1 && { name: '' }),
  }));
  await totals(page, /错误 37 行/);
  await causes(page).getByRole('button', { name: '证件类型不认识' }).click();
  const card = page.getByRole('region', { name: '一并修改' });
  await card.getByText('“证件类型不认识”的 37 行，可以一次改好').waitFor();
  const deskFaults = await faultsOf(page, 'grouped-fix-card');
  await card.getByRole('button', { name: '一并修改' }).click();

  const dialog = page.getByRole('dialog', { name: '一并修改：证件类型不认识' });
  await dialog.getByText('将修改 37 行，改后还有 1 行有别的错误。').waitFor();
  const first = dialog.getByRole('row').nth(1);
  const person = syntheticPerson(FROM);
  await expect.poll(() => first.textContent()).toContain(person.name);
  const told = (await first.textContent()) ?? '';
  expect(told).toContain('身份证件类居民身份证没有错误');
  expect(told).not.toContain(person.idNumber);
  await dialog.getByText('还有 29 行，同样修改。').waitFor();
  const faults = await faultsOf(page, 'grouped-fix-preview', SIGHTS_OF_DIALOG);

  // By the keyboard: the rows that say 证, one value for all of them; then all rows again, each by its number.
  const which = dialog.getByLabel('哪些行');
  await which.focus();
  await which.selectOption({ label: '证件类型：填的是“证”的 7 行' });
  await dialog.getByText('将修改 7 行').waitFor();
  await dialog.getByRole('radio', { name: '按各人的证件号码判断' }).focus();
  await page.keyboard.press('ArrowDown');
  await dialog.getByText('选好以后，在这里看改前改后。').waitFor();
  expect(await dialog.getByRole('button', { name: '应用', exact: true }).isDisabled()).toBe(true);
  await dialog.getByLabel('证件类型改为').selectOption('护照');
  await dialog.getByText('将修改 7 行，改后还有 7 行有别的错误。').waitFor();
  faults.push(...(await faultsOf(page, 'grouped-fix-choice', SIGHTS_OF_DIALOG)));
  await dialog.getByRole('radio', { name: '按各人的证件号码判断' }).check();
  await which.selectOption({ label: '证件类型：全部 37 行' });
  await dialog.getByText('将修改 37 行').waitFor();

  // A colleague is faster with one of them.
  const { rows } = await api.trpc.roster.rows.query({ number, limit: 5 });
  await api.trpc.roster.correct.mutate({
    requestId: crypto.randomUUID(),
    number,
    rowNumber: 4,
    revision: rows.find((row) => row.rowNumber === 4)?.revision ?? 0,
    changes: { note: '同事改过' },
  });
  await dialog.getByRole('button', { name: '应用到全部 37 行' }).press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const notice = page.getByText('已修改 36 行，其中 1 行还有错误。1 行刚刚被别人改过或删除，没有动。');
  await notice.waitFor();
  await totals(page, /错误 2 行/);
  const done = await faultsOf(page, 'grouped-fix-done');
  await page.getByRole('button', { name: '清空筛选' }).first().click();
  await expect
    .poll(async () => (await page.locator('[data-cell="2 documentType"]').textContent()) ?? '')
    .toContain('居民身份证');

  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByText('已恢复 36 行原来的内容。').waitFor();
  await totals(page, /错误 37 行/);
  await expect
    .poll(async () => (await page.locator('[data-cell="2 documentType"]').textContent()) ?? '')
    .toContain('身份证件类');
  expect([...deskFaults, ...faults, ...done]).toEqual([]);
  expect(complaints.list).toEqual([]);
});

test('phones that are no phones are cleared for all; Escape changes nothing', async () => {
  const page = await open('operator1');
  const complaints = watchComplaints(page);
  await desk(page, FROM + 1_000, (cells, position) => (position < 12 ? { ...cells, phone: '1380000' } : cells));
  await totals(page, /提醒 12 行/);
  await causes(page).getByRole('button', { name: '手机号码不完整' }).click();
  const act = page.getByRole('region', { name: '一并修改' }).getByRole('button', { name: '一并修改' });
  await act.click();
  const dialog = page.getByRole('dialog', { name: '一并修改：手机号码不完整' });
  await dialog.getByText('将修改 12 行，改后都没有错误。').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await totals(page, /提醒 12 行/);
  await act.click();
  await dialog.getByRole('button', { name: '应用到全部 12 行' }).click();
  await page.getByText('已改好 12 行。').waitFor();
  await totals(page, /没有问题 45 行/);
  expect(complaints.list).toEqual([]);
});
