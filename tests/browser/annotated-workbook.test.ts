import { readFile } from 'node:fs/promises';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { OpenAnnotated } from '@huzhu/documents/testing/open-annotated';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ApiClient } from '../integration/api-client.ts';
import { DEMO_PASSWORD, product } from './browser.ts';
import { watchComplaints } from './complaints.ts';
import { chooseFile, spoilCheckDigit } from './enrolment-steps.ts';
import { faultsOf, SIGHTS_OF_DIALOG } from './look.ts';
import { signedInPages } from './signed-in.ts';

/** A list corrected in Excel and in the browser at once: both stay. */

const open = signedInPages();
/** Nobody else's test has these persons. */
const FROM = 5_600_000;
const ROWS = 20;
/** 0-based; the person at position n stands in row n + 2. */
const WRONG = [3, 7];

const totals = async (page: Page, pattern: RegExp) => {
  const status = page.getByRole('status', { name: '名单检查结果' });
  await status.waitFor();
  await expect.poll(async () => ((await status.textContent()) ?? '').replace(/\s+/g, ' ')).toMatch(pattern);
};

/** Types into a cell of the list as a person does. */
async function correct(page: Page, row: number, field: string, label: string, text: string): Promise<void> {
  await page.locator(`[data-cell="${row} ${field}"]`).click();
  const editor = page.getByRole('textbox', { name: `第 ${row} 行 ${label}` });
  await editor.fill(text);
  await editor.press('Enter');
  await expect.poll(() => page.locator(`[data-cell="${row} ${field}"]`).textContent()).toContain(text.slice(-4));
  await page.keyboard.press('Escape');
}

test('two-way fixing: the workbook goes out, both sides correct, differences are seen, merged and taken back', async () => {
  const page = await open('operator1');
  const complaints = watchComplaints(page);
  const api = await ApiClient.signIn(product().url, 'operator1', DEMO_PASSWORD);
  const { number } = await api.draft('SZ-NS-YH-001', [{ code: 'CI2021', shares: 1 }]);
  const file = await generateRoster({
    plans: [seedPlan('CI2021')],
    rows: ROWS,
    from: FROM,
    change: (cells, position) =>
      WRONG.includes(position) ? { ...cells, idNumber: spoilCheckDigit(String(cells.idNumber)) } : cells,
  });
  expect((await api.upload(number, new Uint8Array(file))).status).toBe(200);
  expect((await api.imported(number)).state).toBe('succeeded');
  await page.goto(`/applications/${number}/roster`);
  await totals(page, /全部 20 行.*错误 2 行/);

  // Out: red cells with their reasons.
  const card = page.getByRole('region', { name: '在 Excel 里改' });
  const downloading = page.waitForEvent('download');
  await card.getByRole('button', { name: '下载批注名单' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^批注名单_.*\.xlsx$/);
  const excel = await OpenAnnotated.of(new Uint8Array(await readFile(await download.path())).buffer);
  expect(excel.cell(5, '证件号码').fill).toMatchObject({ fgColor: { argb: 'FFF8D3CF' } });
  expect(JSON.stringify(excel.cell(5, '证件号码').note)).toContain('校验位不符');

  // In Excel: both mistakes, a telephone, somebody new, somebody who left.
  for (const position of WRONG) excel.type(position + 2, '证件号码', syntheticPerson(FROM + position).idNumber);
  excel.type(9, '姓名', '欧阳改名');
  excel.type(6, '手机号码', '13911112222');
  excel.append(syntheticPerson(FROM + ROWS));
  excel.remove(20);

  // Meanwhile here: another row, another field of a row that is corrected there, the same cell differently.
  await page.getByRole('combobox', { name: '显示哪些行' }).click();
  await page.getByTitle('全部行').click();
  await correct(page, 3, 'phone', '手机号码', '13733334444');
  await correct(page, 5, 'phone', '手机号码', '13755556666');
  await correct(page, 6, 'phone', '手机号码', '13777778888');
  const faults = await faultsOf(page, 'annotated-card', SIGHTS_OF_DIALOG);

  // Back, by the button that imports any list.
  await page.getByRole('button', { name: '导入名单' }).click();
  const again = page.getByRole('dialog', { name: '再导入一份名单？' });
  await again.getByText('想在 Excel 里改现在的名单？').waitFor();
  await chooseFile(
    page,
    again.getByRole('button', { name: '选择文件' }),
    Buffer.from(await excel.saved()),
    '批注名单改好.xlsx',
  );
  const dialog = page.getByRole('dialog', { name: '核对差异' });
  await dialog.getByText('改了 2 行，与网页上改得不同的有 1 行，新增 1 行，少了 1 行').waitFor({ timeout: 60_000 });
  const changed = dialog.getByRole('region', { name: '批注名单里改的' });
  expect(await changed.getByRole('row').nth(2).textContent()).toContain('欧阳改名');
  expect(await dialog.textContent()).not.toContain(syntheticPerson(FROM + 3).idNumber);
  const merge = dialog.getByRole('button', { name: '并入 4 行' });
  expect(await merge.isDisabled()).toBe(true);
  faults.push(...(await faultsOf(page, 'annotated-differences', SIGHTS_OF_DIALOG)));
  await dialog.getByRole('radio', { name: '网页上' }).check();
  await dialog.getByRole('button', { name: '全部用批注名单的' }).click();
  await dialog.getByRole('checkbox', { name: '一并删除这 1 行' }).check();
  await dialog.getByRole('button', { name: '并入 5 行' }).click();

  await page.getByText('已并入批注名单：修改 3 行，新增 1 行，删除 1 行。').waitFor();
  await totals(page, /全部 20 行.*错误 0 行/);
  const { rows } = await api.trpc.roster.rows.query({ number, limit: 50 });
  const phones = (row: number) => rows.find(({ rowNumber }) => rowNumber === row)?.phone;
  expect([3, 5, 6].map(phones)).toEqual(['13733334444', '13755556666', '13911112222']);
  expect(rows.find(({ rowNumber }) => rowNumber === 9)?.name).toBe('欧阳改名');
  expect(rows.at(-1)?.name).toBe(syntheticPerson(FROM + ROWS).name);
  faults.push(...(await faultsOf(page, 'annotated-merged', SIGHTS_OF_DIALOG)));

  await page.getByRole('button', { name: '撤销' }).click();
  await page.getByText('已撤销，5 行恢复原样。').waitFor();
  await totals(page, /全部 20 行.*错误 2 行/);
  await page.getByText('是批注名单，还没有并入，现有名单没有变。').waitFor();
  expect(faults).toEqual([]);
  expect(complaints.list).toEqual([]);
});
