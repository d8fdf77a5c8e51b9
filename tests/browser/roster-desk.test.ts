import { randomUUID } from 'node:crypto';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import type { RosterCells } from '@huzhu/documents/workbook/write-roster';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ApiClient } from '../integration/api-client.ts';
import { DEMO_PASSWORD, launchBrowser, login, openSession, product } from './browser.ts';
import { type Complaints, watchComplaints } from './complaints.ts';
import { chooseFile, ledgerOf, spoilCheckDigit } from './enrolment-steps.ts';
import { faultsOf, SIGHTS_OF_DIALOG } from './look.ts';

/** The desk on which a checked list is put right (manual 2.3). What comes before it is done through the API. */

let browser: Browser;
let context: BrowserContext;
let page: Page;
/** The same person's second machine. */
let api: ApiClient;
let complaints: Complaints;
/** Every draft has persons of its own. */
let from = 300_000;
beforeAll(async () => {
  browser = await launchBrowser();
  ({ context, page } = await openSession(browser));
  await login(page, 'operator1');
  api = await ApiClient.signIn(product().url, 'operator1', DEMO_PASSWORD);
  complaints = watchComplaints(page);
});
beforeEach(() => {
  from += 20_000;
  complaints.forget();
});
afterAll(async () => {
  await context.close();
  await browser.close();
});

type Change = (cells: RosterCells, position: number) => RosterCells;

const workbook = (rows: number, change?: Change, plans: readonly PlanCode[] = ['CI2021'], first = from) =>
  generateRoster({ plans: plans.map(seedPlan), rows, from: first, ...(change && { change }) });

/** A draft with a checked list, opened at 提交参保名单. The person at position n stands in row n + 2. */
async function openDesk(rows: number, change?: Change, plans: readonly PlanCode[] = ['CI2021']): Promise<string> {
  const { number } = await api.draft(
    'SZ-NS-YH-001',
    plans.map((code) => ({ code, shares: 1 })),
  );
  const answer = await api.upload(number, new Uint8Array(await workbook(rows, change, plans)));
  expect(answer.status).toBe(200);
  expect((await api.imported(number)).state).toBe('succeeded');
  await page.goto(`/applications/${number}/roster`);
  await totals(new RegExp(`全部 ${rows} 行`));
  return number;
}

async function totals(pattern: RegExp): Promise<void> {
  const status = page.getByRole('status', { name: '名单检查结果' });
  await status.waitFor();
  const text = async () => ((await status.textContent()) ?? '').replace(/\s+/g, ' ');
  await expect.poll(text, { timeout: 15_000 }).toMatch(pattern);
}

const rowNumbers = () =>
  page
    .locator('.roster-number')
    .evaluateAll((cells) => cells.map((cell) => Number(cell.textContent?.match(/\d+/)?.[0])));
const listed = (expected: number[]) => expect.poll(rowNumbers, { timeout: 10_000 }).toEqual(expected);
const cell = (row: number, field: string) => page.locator(`[data-cell="${row} ${field}"]`);
const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const look = (name: string) => faultsOf(page, `desk-${name}`, SIGHTS_OF_DIALOG);

test('查询: pinyin, whole numbers, state and cause; the hits are counted and one press clears', async () => {
  const names = new Map([
    [10, '欧阳娜娜'],
    [11, '单雄信'],
  ]);
  await openDesk(30, (cells, position) => {
    if (position === 3) return { ...cells, idNumber: spoilCheckDigit(String(cells.idNumber)) };
    const name = names.get(position);
    return name ? { ...cells, name } : cells;
  });
  const query = page.getByRole('textbox', { name: '查询姓名、拼音或证件号码' });
  // A list with errors opens with its errors: a search among them finds nobody, and says how to search in all.
  await listed([5]);
  await query.fill('oynn');
  await page.getByText('没有找到“oynn”').waitFor();
  const faults = await look('no-hits');
  await press('在全部行里查询');
  await listed([12]);
  await page.getByText('“oynn”：查到 1 行。').waitFor();
  await query.fill('ouyangnana');
  await page.getByText('“ouyangnana”：查到 1 行。').waitFor();
  await listed([12]);
  // A surname with a reading of its own.
  await query.fill('shanxiongxin');
  await listed([13]);
  await query.fill(syntheticPerson(from + 15).idNumber);
  await listed([17]);
  await query.fill(syntheticPerson(from + 15).idNumber.slice(0, 14));
  await page.getByText('证件号码要输入完整').waitFor();
  await page.getByRole('main').getByRole('button', { name: '清空筛选' }).first().click();
  await expect.poll(() => query.inputValue()).toBe('');
  await expect.poll(async () => (await rowNumbers()).length).toBeGreaterThan(5);
  await page.getByRole('combobox', { name: '显示哪些行' }).click();
  await page.getByTitle('只看没有问题').click();
  await page.getByText('只看没有问题：查到 29 行。').waitFor();
  await page
    .getByRole('navigation', { name: '按原因查看' })
    .getByRole('button', { name: '证件号码校验位不符' })
    .click();
  await page.getByText('证件号码校验位不符：查到 1 行。').waitFor();
  await listed([5]);
  await press('清空筛选');
  await expect.poll(async () => (await rowNumbers()).length).toBeGreaterThan(5);
  expect(page.url()).toMatch(/\/roster$/);
  expect(faults).toEqual([]);
  expect(complaints.list).toEqual([]);
});

test('新增一人: the file’s rules while one types, the row and its twin at once; 比较两行 keeps one', async () => {
  await openDesk(6);
  const person = syntheticPerson(from + 2);
  await press('新增一人');
  const dialog = page.getByRole('dialog', { name: '新增一人' });
  await dialog.getByLabel('姓名', { exact: true }).fill('温俊豪');
  await dialog.getByLabel('证件号码', { exact: true }).fill(spoilCheckDigit(person.idNumber));
  await dialog.getByLabel('手机号码').fill('19900001234');
  await dialog.getByText('校验位不符，请对照身份证逐位核对').waitFor();
  const faults = await look('add');
  await dialog.getByRole('button', { name: '加入名单' }).click();
  expect(await dialog.getByLabel('证件号码', { exact: true }).evaluate((box) => box === document.activeElement)).toBe(
    true,
  );
  await dialog.getByLabel('证件号码', { exact: true }).fill(person.idNumber);
  await dialog.getByRole('button', { name: '加入名单' }).click();
  await dialog.waitFor({ state: 'detached' });
  await totals(/全部 7 行.*错误 2 行/);
  await page.getByText(`与第 4 行是同一个证件号码，那一行姓名为“${person.name}”`).waitFor();
  await page.getByText('与第 8 行是同一个证件号码，那一行姓名为“温俊豪”').waitFor();

  await page.getByRole('button', { name: '比较两行' }).first().click();
  const compare = page.getByRole('dialog', { name: '比较两行' });
  const names = compare.getByRole('row').filter({ hasText: '姓名' });
  expect(await names.first().textContent()).toContain('不同');
  faults.push(...(await look('compare')));
  await compare.getByRole('button', { name: '保留这一行，第 8 行' }).click();
  await compare.waitFor({ state: 'detached' });
  await totals(/全部 6 行.*没有问题 6 行.*错误 0 行/);
  await page.getByText('已删除 1 行。').waitFor();
  await page.getByText('是同一个证件号码').waitFor({ state: 'detached' });
  await press('撤销');
  await totals(/全部 7 行.*错误 2 行/);
  expect(faults).toEqual([]);
  expect(complaints.list).toEqual([]);
});

test('从 Excel 粘贴: whole persons and a column of phones, seen before, taken back', async () => {
  await openDesk(8, (cells, position) => (position === 6 ? { ...cells, name: '' } : cells));
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const copy = (rows: readonly (readonly string[])[]) =>
    page.evaluate((text) => navigator.clipboard.writeText(text), rows.map((row) => `${row.join('\t')}\r\n`).join(''));
  const dialog = page.getByRole('dialog', { name: '从 Excel 粘贴' });
  const [one, two, three] = [30, 31, 32].map((position) => syntheticPerson(from + position));
  if (!one || !two || !three) throw new Error('three persons');

  await press('从 Excel 粘贴');
  const box = dialog.getByLabel('复制的内容');
  await expect.poll(() => box.evaluate((element) => element === document.activeElement)).toBe(true);
  // No header: what stands in a column tells what it is. 班组 is nothing the list knows, until it is chosen to be 备注.
  await copy([
    [one.name, one.idNumber, '一班', '13900001111'],
    [two.name, spoilCheckDigit(two.idNumber), '二班', '1390000'],
    [three.name, '1.10105E+17', '三班', ''],
    [syntheticPerson(from).name, syntheticPerson(from).idNumber, '四班', ''],
  ]);
  await page.keyboard.press('Control+V');
  await dialog.getByText('将新增 3 行，其中 2 行有错误').waitFor();
  await dialog.getByText('1 行的证件号码在 Excel 里已经丢了末几位').waitFor();
  await dialog.getByText('证件号码 · 校验位不符，请对照身份证逐位核对').waitFor();
  await dialog.getByText('证件号码 · 与第 2 行').waitFor();
  await dialog.getByLabel('第 3 列').selectOption('备注');
  await dialog.getByRole('cell', { name: '四班' }).waitFor();
  expect(await dialog.getByRole('table').textContent()).not.toContain(one.idNumber);
  const faults = await look('paste-new');
  await dialog.getByLabel('有错误的 2 行先不加入').check();
  await dialog.getByLabel('有错误的 2 行先不加入').uncheck();
  await dialog.getByRole('button', { name: '加入 3 行' }).click();
  await page.getByText('已新增 3 行，其中 2 行有错误，请在名单里改。').waitFor();
  await totals(/全部 11 行.*错误 4 行/);
  await cell(10, 'name').getByText(one.name).waitFor();
  await press('撤销');
  await page.getByText('已撤销，刚才新增的 3 行已删除。').waitFor();
  await totals(/全部 8 行.*错误 1 行/);

  // A column of phones at row 4, into the editor that a click opens: the block is not the editor's.
  await cell(4, 'phone').click();
  await copy([['手机号码'], ['13911112222'], [''], ['1391111']]);
  await page.keyboard.press('Control+V');
  await dialog.getByText('将修改 2 行。').waitFor();
  const changed = dialog.getByRole('row').filter({ hasText: syntheticPerson(from + 2).name });
  expect(await changed.textContent()).toContain('139****2222');
  faults.push(...(await look('paste-over')));
  await dialog.getByRole('button', { name: '修改 2 行' }).click();
  await page.getByText('已修改 2 行。').waitFor();
  await cell(4, 'phone').getByText('139****2222').waitFor();
  await totals(/提醒 1 行/);
  await press('撤销');
  await page.getByText('已恢复 2 行原来的内容。').waitFor();
  await totals(/提醒 0 行/);
  expect(faults).toEqual([]);
  expect(complaints.list).toEqual([]);
});

test('合并重复的行: exact twins in one press, and back', async () => {
  await openDesk(8, (cells, position) => {
    if (position !== 4 && position !== 7) return cells;
    const { name, idNumber, sex, birthDate } = syntheticPerson(from + position - 1);
    return { ...cells, name, idNumber, sex: sex === 'male' ? '男' : '女', birthDate };
  });
  await totals(/错误 4 行/);
  await page.getByRole('button', { name: '同一人重复，内容相同' }).click();
  await press('合并重复的行');
  await totals(/全部 6 行.*错误 0 行/);
  await page.getByText('已删除 2 行。').waitFor();
  await press('撤销');
  await totals(/全部 8 行.*错误 4 行/);
  expect(complaints.list).toEqual([]);
});

test('修改 in place, 删除, 批量删除 of all hits, each undone', async () => {
  await openDesk(130);
  await cell(4, 'name').click();
  const editor = page.getByRole('textbox', { name: '第 4 行 姓名' });
  await editor.fill('廖国桦');
  // Leaving the cell saves.
  await page.getByRole('heading', { name: '提交参保名单' }).click();
  await cell(4, 'name').getByText('廖国桦').waitFor();
  await page.getByRole('row').filter({ hasText: '廖国桦' }).getByRole('button', { name: '删除' }).click();
  await page.getByRole('dialog', { name: '从名单里删除这一行？' }).getByRole('button', { name: '删除这一行' }).click();
  await totals(/全部 129 行/);
  await press('撤销');
  await totals(/全部 130 行/);
  await cell(4, 'name').getByText('廖国桦').waitFor();

  await page.getByRole('checkbox', { name: '选择已列出的全部行' }).check();
  await page.getByText('已选 100 / 全部筛选结果 130 行。').waitFor();
  await press('全选 130 行');
  await press('批量删除');
  await page
    .getByRole('dialog', { name: '从名单里删除 130 行？' })
    .getByRole('button', { name: '删除 130 行' })
    .click();
  await totals(/全部 0 行/);
  await page.getByText('已删除 130 行。').waitFor();
  await page.getByText('130 行都已删除。').waitFor();
  const faults = await look('deleted');
  await press('撤销');
  await totals(/全部 130 行.*没有问题 130 行/);

  await page.getByRole('checkbox', { name: /^选择第 3 行/ }).check();
  await page.getByRole('checkbox', { name: /^选择第 5 行/ }).check();
  await press('批量删除');
  await page.getByRole('dialog').getByText('第 3、5 行。').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '删除 2 行' }).click();
  await totals(/全部 128 行/);
  expect(faults).toEqual([]);
  expect(complaints.list).toEqual([]);
});

test('导入名单 again: what becomes of the list is said; added, refused and stopped', async () => {
  const number = await openDesk(12, (cells, position) => (position === 1 ? { ...cells, name: '' } : cells));
  await cell(3, 'name').click();
  await page.getByRole('textbox', { name: '第 3 行 姓名' }).fill('梁葵');
  await page.keyboard.press('Escape');
  const again = page.getByRole('dialog', { name: '再导入一份名单？' });
  const importAgain = async (mode: string, content: Buffer, name: string) => {
    await press('导入名单');
    await again.getByText('现在的名单有').waitFor();
    const choice = again.getByRole('radio', { name: mode });
    await choice.click();
    await expect.poll(() => choice.isChecked()).toBe(true);
    await chooseFile(page, again.getByRole('button', { name: '选择文件' }), content, name);
  };
  await press('导入名单');
  await again.getByText('现在的名单有 12 行（参保名单.xlsx）。').waitFor();
  expect(await again.textContent()).toContain('现在的 12 行不再使用');
  expect(await again.textContent()).toContain('现在的 12 行和网页上的修改都保留');
  const faults = await look('again');
  await again.getByRole('button', { name: '先不导入' }).click();

  // Two of the three are on the list already.
  await importAgain('加到现有名单', await workbook(3, undefined, ['CI2021'], from + 10), '新入职.xlsx');
  await totals(/全部 15 行.*错误 5 行/);

  await importAgain('替换现有名单', Buffer.from('PK not a workbook'), '坏文件.xlsx');
  const refusal = page.getByRole('alert').filter({ hasText: '坏文件.xlsx' });
  await refusal.waitFor();
  await totals(/全部 15 行.*错误 5 行/);
  faults.push(...(await look('import-refused')));

  await importAgain('替换现有名单', await workbook(15_000, undefined, ['CI2021'], from + 100), '全公司.xlsx');
  await press('停止导入');
  await page.getByText('已停止导入。现有名单没有变。').waitFor();
  await totals(/全部 15 行.*错误 5 行/);
  expect((await api.trpc.roster.status.query({ number })).roster?.counts.rows).toBe(15);

  await importAgain('替换现有名单', await workbook(4, undefined, ['CI2021'], from + 50), '新名单.xlsx');
  await totals(/全部 4 行.*没有问题 4 行/);
  expect(faults).toEqual([]);
});

test('下一步: the first runs 校验 and lands on the first error, the next opens 确认提交', async () => {
  const number = await openDesk(40, (cells, position) =>
    position === 29 || position === 33 ? { ...cells, idNumber: spoilCheckDigit(String(cells.idNumber)) } : cells,
  );
  const ledger = new FormData();
  ledger.append('file', new Blob([new Uint8Array(await ledgerOf(from, 40))]), '社保台账.xlsx');
  await api.fetch(`/api/applications/${number}/ledger`, { method: 'POST', body: ledger });
  expect((await api.ledgerImported(number)).state).toBe('succeeded');
  await page.reload();
  await page.getByRole('combobox', { name: '显示哪些行' }).click();
  await page.getByTitle('只看没有问题').click();
  await page.getByText('查到 38 行。').waitFor();
  await press('下一步');
  await page.getByText('第 31 行 · 证件号码 · 校验位不符，请对照身份证逐位核对').waitFor();
  const editor = page.getByRole('textbox', { name: '第 31 行 证件号码' });
  expect(await editor.evaluate((box) => box === document.activeElement)).toBe(true);
  await page.getByText('校验完成，还有 2 行错误').waitFor();
  const faults = await look('first-error');
  for (const position of [29, 33]) {
    await page
      .getByRole('textbox', { name: `第 ${position + 2} 行 证件号码` })
      .fill(syntheticPerson(from + position).idNumber);
    await page.keyboard.press('Enter');
  }
  await totals(/错误 0 行/);
  await page.reload();
  await press('下一步');
  await page.getByText('校验通过，40 行都没有错误。再次点击【下一步】进入“确认提交”。').waitFor();
  expect(new URL(page.url()).pathname).toBe(`/applications/${number}/roster`);
  await press('下一步');
  await page.getByRole('heading', { name: '确认提交', level: 1 }).waitFor();
  expect(faults).toEqual([]);
  expect(complaints.list).toEqual([]);
});

test('two machines: who was first is said, what was typed is kept, in a row and in the contact', async () => {
  const number = await openDesk(6);
  const correct = async (rowNumber: number, name: string) => {
    const [row] = await api.trpc.roster.rowsByNumber.query({ number, rowNumbers: [rowNumber] });
    await api.trpc.roster.correct.mutate({
      requestId: randomUUID(),
      number,
      rowNumber,
      revision: row?.revision ?? -1,
      changes: { name },
    });
  };
  await correct(3, '何颖');
  await cell(3, 'name').click();
  const editor = page.getByRole('textbox', { name: '第 3 行 姓名' });
  await editor.fill('何颕');
  await editor.press('Enter');
  const told = page.getByRole('alert').filter({ hasText: '第 3 行刚刚被您自己在另一个窗口' });
  await told.getByText('这一格现在是“何颖”。').waitFor();
  expect(await editor.inputValue()).toBe('何颕');
  const faults = await look('row-stale');
  await told.getByRole('button', { name: '保存我填写的' }).click();
  await told.waitFor({ state: 'detached' });
  await cell(3, 'name').getByText('何颕').waitFor();

  // The cursor has gone on before the answer came: the typed text waits beside the list.
  await correct(4, '卢婉婷');
  await cell(4, 'name').click();
  await page.getByRole('textbox', { name: '第 4 行 姓名' }).fill('卢琬婷');
  await cell(6, 'phone').click();
  await page.getByText('第 4 行 · 姓名 · 您填的“卢琬婷”还没有保存。').waitFor();
  faults.push(...(await look('row-unsaved')));
  await press('回到这一格');
  const kept = page.getByRole('textbox', { name: '第 4 行 姓名' });
  expect(await kept.inputValue()).toBe('卢琬婷');
  await page.getByRole('button', { name: '载入最新内容' }).click();
  expect(await kept.inputValue()).toBe('卢琬婷');
  await kept.press('Escape');
  await cell(4, 'name').getByText('卢婉婷').waitFor();

  const { version } = await api.trpc.application.get.query({ number });
  await press('修改联系人');
  await page.getByRole('button', { name: '修改', exact: true }).first().click();
  await page.getByLabel('联系人', { exact: true }).fill('廖敏');
  const contact = { name: '谢永康', phone: '19900007777' };
  await api.trpc.application.updateContact.mutate({ requestId: randomUUID(), number, version, contact });
  await press('保存联系人');
  await page.getByText('您填的内容还没有保存，但也没有丢。').waitFor();
  await page.getByText('谢永康 19900007777').waitFor();
  faults.push(...(await look('contact-stale')));
  await press('保存我填写的');
  await expect.poll(async () => (await api.trpc.application.get.query({ number })).contact?.name).toBe('廖敏');
  expect(faults).toEqual([]);
});

test('several plans have a column of 份数 each; children have their employee, masked', async () => {
  await openDesk(6, (cells) => (cells.sex === '男' ? { ...cells, 'shares:FEMALE': 0 } : cells), ['CI2021', 'FEMALE']);
  const heads = async () => {
    await page.getByRole('columnheader').first().waitFor();
    return page.getByRole('columnheader').allTextContents();
  };
  expect((await heads()).filter((head) => head.startsWith('份数'))).toEqual(['份数·重大疾病', '份数·女职工特殊疾病']);
  await totals(/没有问题 6 行/);
  await cell(4, 'shares:CI2021').click();
  await page.getByRole('textbox', { name: '第 4 行 份数·重大疾病' }).fill('9');
  await page.keyboard.press('Tab');
  await page.getByText('填了 9 份，“重大疾病互助保障计划”每人最多 5 份').waitFor();
  await page.getByRole('textbox', { name: '第 4 行 份数·女职工特殊疾病' }).press('Escape');
  const faults = await look('plans');

  const parent = syntheticPerson(from + 500);
  const employee = { employeeName: parent.name, employeeIdNumber: parent.idNumber };
  await openDesk(4, (cells) => ({ ...cells, birthDate: '', ...employee }), ['CHILD']);
  expect(await heads()).toEqual(expect.arrayContaining(['职工姓名', '职工证件号码']));
  await cell(3, 'employeeName').getByText(parent.name).waitFor();
  expect(await cell(3, 'employeeIdNumber').textContent()).toMatch(/^\d{3}\*+\d{3}[\dX]$/);
  faults.push(...(await look('children')));
  expect(faults).toEqual([]);
  expect(complaints.list).toEqual([]);
});
