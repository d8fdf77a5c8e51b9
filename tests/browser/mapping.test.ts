import { craftWorkbook } from '@huzhu/documents/testing/craft-workbook';
import { type Line, sheetRows } from '@huzhu/documents/testing/sheet-rows';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ApiClient } from '../integration/api-client.ts';
import { DEMO_PASSWORD, PHONE, product } from './browser.ts';
import { watchComplaints } from './complaints.ts';
import { chooseRoster } from './enrolment-steps.ts';
import { faultsOf, SIGHTS_OF_DIALOG } from './look.ts';
import { signedInPages } from './signed-in.ts';

/** The unit's own spreadsheet: its columns are said once and known the next time. */

const open = signedInPages();
/** Nobody else's test has these persons, and nobody else's file this header. */
const FROM = 5_600_000;
const ROWS = 20;
const HEADER = ['工号', '员工', '部门', '证照号', '联络', '进厂', '份额'];

/** A title, a note, the header in row 3; one number lies in a cell of numbers. */
function ownSheet(from: number): Buffer {
  const persons = Array.from({ length: ROWS }, (_, position): Line => {
    const { name, idNumber, phone } = syntheticPerson(from + position);
    const number = position === 1 ? 440305199003072000 : idNumber;
    return [
      `YH${1000 + position}`,
      name,
      position % 2 ? '财务部' : '装配车间',
      number,
      phone,
      '2019.3.1',
      1 + (position % 3),
    ];
  });
  return craftWorkbook({
    rows: sheetRows([['鹏程精密 2027 年职工花名册'], ['填表人：苏婉婷', '2026年11月'], HEADER, ...persons]),
    otherSheets: { 说明: sheetRows([['本表每月更新']]) },
  });
}

async function atRoster(page: Page): Promise<string> {
  const api = await ApiClient.signIn(product().url, 'operator1', DEMO_PASSWORD);
  const { number } = await api.draft('SZ-NS-YH-003', [{ code: 'CI2021', shares: 1 }]);
  await page.goto(`/applications/${number}/roster`);
  return number;
}
const statusOf = (page: Page) => page.getByRole('status', { name: '名单检查结果' });
const chosen = (page: Page, label: string) => page.getByLabel(label).locator('option:checked').textContent();

test('strange headers: suggested with reasons, one put right, imported; the next file with them at once', async () => {
  const page = await open('operator1');
  const complaints = watchComplaints(page);
  const number = await atRoster(page);
  await chooseRoster(page, ownSheet(FROM), '花名册.xlsx');
  const refusal = page.getByRole('alert').filter({ hasText: '没有找到表头' });
  await refusal.waitFor();
  const faults = await faultsOf(page, 'mapping-offered', SIGHTS_OF_DIALOG);
  await refusal.getByRole('button', { name: '对应列名' }).click();
  await page.getByRole('heading', { name: '对应列名', level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/applications/${number}/roster/mapping`);

  expect(await chosen(page, '名单在哪一张工作表')).toBe('名单');
  expect(await chosen(page, '表头在哪一行')).toContain('第 3 行：工号、员工、部门');
  const told = Object.fromEntries(
    await Promise.all(
      ['A 列“工号”', 'B 列“员工”', 'C 列“部门”', 'D 列“证照号”', 'E 列“联络”', 'F 列“进厂”', 'G 列“份额”'].map(
        async (label) => [label.at(0), await chosen(page, label)],
      ),
    ),
  );
  expect(told).toEqual({
    A: '不导入',
    B: '姓名（必需）',
    C: '不导入',
    D: '证件号码（必需）',
    E: '手机号码',
    F: '入职日期',
    G: '不导入',
  });
  await page.getByText('按内容：20 个值中 19 个是有效的身份证号码，另有 1 个单元格是数字格式').waitFor();
  await page.getByText('按内容：20 个值都是手机号码').waitFor();
  expect(await chosen(page, '没有证件类型这一列')).toBe('全部为居民身份证');
  const preview = page.getByRole('region', { name: '前几行会这样读' });
  const second = preview.getByRole('row').nth(2);
  await second.getByText('单元格是数字格式').waitFor();
  const body = (await page.locator('main').textContent()) ?? '';
  expect(body).not.toContain(syntheticPerson(FROM).idNumber);
  expect(body).not.toContain(syntheticPerson(FROM).phone);

  // One column for two fields is told at once, beside the column and at the foot.
  const dates = page.getByLabel('F 列“进厂”');
  await dates.selectOption({ label: '姓名（必需）' });
  await page.getByRole('alert').getByText('“姓名”对应了两列').first().waitFor();
  expect(await page.getByRole('button', { name: '按此对应导入' }).isDisabled()).toBe(true);
  faults.push(...(await faultsOf(page, 'mapping-doubled', [{ ...PHONE, text: 100 }])));
  await dates.selectOption({ label: '入职日期' });
  await page.getByLabel('G 列“份额”').selectOption({ label: '份数' });
  await page.getByText('必需的列都对应好了，可以导入。').waitFor();
  await second.getByText('单元格是数字格式').waitFor();
  faults.push(...(await faultsOf(page, 'mapping')));
  await page.getByRole('button', { name: '按此对应导入' }).click();
  await statusOf(page).waitFor({ timeout: 30_000 });
  await page.getByText('已按您对应的列名导入，本单位下次遇到同样的表头直接导入').waitFor();
  expect(await page.locator('[data-cell="5 shares"]').textContent()).toContain('2');
  expect(complaints.list).toEqual([]);

  // The second file of the unit, in another application.
  const next = await atRoster(page);
  await chooseRoster(page, ownSheet(FROM + 1_000), '花名册12月.xlsx');
  await statusOf(page).waitFor({ timeout: 30_000 });
  await page.getByText('已按上次的列名对应导入').waitFor();
  faults.push(...(await faultsOf(page, 'mapping-remembered', SIGHTS_OF_DIALOG)));
  await page.getByRole('link', { name: '修改对应' }).click();
  await page.getByRole('heading', { name: '对应列名', level: 1 }).waitFor();
  expect(await chosen(page, 'G 列“份额”')).toBe('份数');
  await page.getByText('网页上已经做的修改和删除不会保留').waitFor();
  await page.getByRole('button', { name: '返回名单' }).click();
  await page.getByRole('button', { name: '不再记住' }).click();
  await page.getByText('以后不再自动对应').waitFor();
  expect(new URL(page.url()).pathname).toBe(`/applications/${next}/roster`);
  expect(faults).toEqual([]);
  expect(complaints.list).toEqual([]);
});
