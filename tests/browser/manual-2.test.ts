import { readFile } from 'node:fs/promises';
import { demoPerson, INSURED_ELSEWHERE } from '@huzhu/db/seed/demo-applications';
import { generateLedger } from '@huzhu/documents/testing/generate-ledger';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { type ReadTemplate, readTemplate } from '@huzhu/documents/testing/read-template';
import type { RosterCells } from '@huzhu/documents/workbook/write-roster';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import { residentIdCheckCharacter } from '@huzhu/domain/person/resident-id';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { ISSUE_CODES, type IssueCode } from '@huzhu/domain/roster/issue-codes';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { launchBrowser, login, openSession, picture, screenshot } from './browser.ts';
import { watchComplaints } from './complaints.ts';
import {
  chooseRoster,
  fillContact,
  fillPlans,
  goToConfirm,
  readNotice,
  spoilCheckDigit,
  UNIT,
  uploadLedger,
} from './enrolment-steps.ts';

/**
 * Chapter 2 of the manual, 2.1 to 2.4, in its order and under its labels. 重大疾病 brings 份数 to choose; 住院医疗 is the plan
 * that a person can have once, and operator2's unit has insured people in it (docs/operations/demo.md).
 */
const PLANS = [seedPlan('CI2021'), seedPlan('HOSP')];
const CODES = ['CI2021', 'HOSP'] as const;
const ROWS = 200;
const FROM = 120_000;
const START = addDays(shanghaiDate(new Date()), 30);
const [FIRST_INSURED = 0, SECOND_INSURED = 0] = INSURED_ELSEWHERE;

/** The person at a 0-based position of the roster; stands in sheet row position + 2. */
const personAt = (position: number) => syntheticPerson(FROM + position);

/** The person with a birthday that makes them 66, and the check digit that belongs to it. */
function tooOld(position: number): RosterCells {
  const { idNumber } = personAt(position);
  const body = `${idNumber.slice(0, 6)}19600315${idNumber.slice(14, 17)}`;
  return { idNumber: body + residentIdCheckCharacter(body), birthDate: '1960-03-15' };
}

function insuredElsewhere(number: number): RosterCells {
  const { name, idNumber, sex, birthDate } = demoPerson(number);
  return { name, idNumber, sex: sex === 'male' ? '男' : '女', birthDate };
}

interface Mistake {
  readonly code: IssueCode;
  readonly position: number;
  readonly change: RosterCells;
  /** A part of the sentence that stands beneath the very row. */
  readonly sentence: string | RegExp;
}

const { idNumber: twin } = personAt(128);
const MISTAKES: readonly Mistake[] = [
  { code: 'NAME_EMPTY', position: 10, change: { name: '' }, sentence: '姓名 · 没有填写，请对照证件填写' },
  {
    code: 'ID_FORMAT',
    position: 25,
    change: { idNumber: personAt(25).idNumber.slice(0, 17) },
    sentence: '证件号码 · 位数或字符不符合“居民身份证”，现在是 17 位，请对照证件填写',
  },
  {
    code: 'ID_CHECKSUM',
    position: 40,
    change: { idNumber: spoilCheckDigit(personAt(40).idNumber) },
    sentence: '证件号码 · 校验位不符，请对照身份证逐位核对',
  },
  {
    code: 'ID_NUMERIC_CELL',
    position: 55,
    change: { idNumber: Number(personAt(55).idNumber.slice(0, 17)) * 10 },
    sentence: '证件号码 · 单元格是数字格式，末几位已经丢失，找不回来，请重新输入',
  },
  {
    code: 'BIRTHDATE_MISMATCH',
    position: 70,
    change: { birthDate: '1999-09-09' },
    sentence: `出生日期 · 与证件号码不一致，证件号码显示为 ${personAt(70).birthDate}`,
  },
  {
    code: 'GENDER_MISMATCH',
    position: 85,
    change: { sex: personAt(85).sex === 'male' ? '女' : '男' },
    sentence: personAt(85).sex === 'male' ? '填的是女，证件号码显示为男' : '填的是男，证件号码显示为女',
  },
  {
    code: 'AGE_OUT_OF_RANGE',
    position: 100,
    change: tooOld(100),
    sentence: /出生日期 · 保障起始日（\d{4}-\d\d-\d\d）6\d 周岁，“重大疾病互助保障计划(?:（2021版）)?”为 16–60 周岁/,
  },
  {
    code: 'SHARES_INVALID',
    position: 115,
    change: { 'shares:CI2021': '两份' },
    sentence: '份数 · “两份”不是份数，请填 0–5 的整数',
  },
  {
    code: 'DUPLICATE_IN_FILE_DIFFERS',
    position: 128,
    change: {},
    sentence: '证件号码 · 与第 132 行是同一个证件号码',
  },
  {
    code: 'DUPLICATE_IN_FILE_DIFFERS',
    position: 130,
    change: { ...personCells(128), idNumber: twin, 'shares:CI2021': 3 },
    sentence: '证件号码 · 与第 130 行是同一个证件号码',
  },
  { code: 'NOT_IN_LEDGER', position: 145, change: {}, sentence: /社保台账 · \d{4}年\d+月 台账里没有这个人/ },
  {
    code: 'LEDGER_NAME_MISMATCH',
    position: 160,
    change: { name: '另有其人' },
    sentence: `社保台账 · 台账上的姓名是“${personAt(160).name}”，请对照身份证改成一致`,
  },
  {
    code: 'ALREADY_INSURED',
    position: 175,
    change: insuredElsewhere(FIRST_INSURED),
    sentence: /“住院医疗综合互助保障计划”在 \d{4}-\d\d-\d\d 至 \d{4}-\d\d-\d\d 已有保障，不能重复参加/,
  },
  {
    code: 'ALREADY_INSURED',
    position: 190,
    change: insuredElsewhere(SECOND_INSURED),
    sentence: '已有保障，不能重复参加',
  },
];

function personCells(position: number): RosterCells {
  const { name, sex, birthDate } = personAt(position);
  return { name, sex: sex === 'male' ? '男' : '女', birthDate };
}

const rowOf = ({ position }: Mistake) => position + 2;
const mistakesOf = (code: IssueCode) => MISTAKES.filter((mistake) => mistake.code === code);
const CAUSES = [...new Set(MISTAKES.map((mistake) => mistake.code))];

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('manual 2.1–2.4: 200 rows with every common mistake, from 首页 to 待审核', async () => {
  const session = await openSession(browser);
  page = session.page;
  onTestFailed(() => screenshot(page, 'manual-2-failed'));
  await login(page, 'operator1');
  const complaints = watchComplaints(page);

  await walkHome();
  const number = await walkPlans();
  await readNotice(page, CODES);
  await walkRoster();

  // 点击【下一步】，对参保人进行校验: it lands on the first error, with its sentence.
  await page.getByRole('button', { name: '下一步' }).click();
  const editor = page.getByRole('textbox', { name: '第 12 行 姓名' });
  await editor.waitFor();
  expect(await editor.evaluate((box) => box === document.activeElement)).toBe(true);
  await issuesOf(12).getByText('第 12 行 · 姓名 · 没有填写，请对照证件填写').waitFor();
  await picture(page, 'roster-issues');
  await editor.press('Escape');

  for (const code of CAUSES) await expectShown(code);
  await mendAll();
  await totals(/全部 197 行.*没有问题 196 行.*错误 0 行.*提醒 1 行/);

  // 2.4 再次点击【下一步】，进入确认提交环节.
  await goToConfirm(page);
  await page.getByText('197 行全部通过校验').waitFor();
  await page.getByText('1 人不在台账，已上传证明').waitFor();
  const summary = (await page.getByRole('main').textContent()) ?? '';
  expect(summary).toContain(UNIT);
  // 197 × 2 份 × ¥80, and 196 × ¥95: one of them is insured in 住院医疗 already.
  expect(summary).toContain('31,520.00');
  expect(summary).toContain('18,620.00');
  expect(summary).toContain('¥50,140.00');
  await picture(page, 'confirm', 1120);
  await page.getByRole('button', { name: '确认提交' }).click();
  await page.getByText(`申请 ${number} 已提交，现在由互助会审核`).waitFor();
  const row = page.getByRole('row').filter({ hasText: number });
  await row.getByText('待审核', { exact: true }).waitFor();
  expect(await row.textContent()).toContain('50,140.00');
  expect(complaints.list).toEqual([]);
  await session.context.close();
});

/** 2.1 */
async function walkHome(): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '首页' }).click();
  await page.getByRole('heading', { name: '互助保障', level: 1 }).waitFor();
  await page.getByRole('heading', { name: '职工医疗各类互助保障计划' }).waitFor();
  await page.getByRole('region', { name: '资料下载' }).waitFor();
  await page.getByRole('region', { name: '待办事项' }).waitFor();
  await page.getByRole('link', { name: '去参保' }).click();
  await page.getByRole('heading', { name: '参保申请', level: 1 }).waitFor();
  await page.getByRole('link', { name: '保单录入' }).click();
}

/** 2.2, with 【暂存】 and 继续填写 in between. Ends at 阅读告知书. */
async function walkPlans(): Promise<string> {
  await page.getByRole('heading', { name: '选择保障计划', level: 2 }).waitFor();
  await page.getByRole('heading', { name: '基本资料填写', level: 2 }).waitFor();
  await fillPlans(page, UNIT, [
    { code: 'CI2021', shares: 2 },
    { code: 'HOSP', shares: 1 },
  ]);
  const date = page.getByLabel('保单生效日期');
  await date.fill(START);
  await date.press('Enter');
  await page.getByText(/ 零时 至 .* 24 时（含当日）/).waitFor();
  const number = page.url().split('/').at(-2) as string;

  await page.getByRole('button', { name: '暂存' }).click();
  const row = page.getByRole('row').filter({ hasText: number });
  await row.getByText('暂存', { exact: true }).waitFor();
  await row.getByRole('link', { name: '继续填写' }).click();
  await page.getByRole('heading', { name: '阅读告知书', level: 1 }).waitFor();
  await page.getByRole('button', { name: '上一步' }).click();
  await page.getByText('2 份 × ¥80').waitFor();
  expect(await date.inputValue()).toBe(START.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日'));
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('heading', { name: '阅读告知书', level: 1 }).waitFor();
  return number;
}

/** 2.3 提交参保名单, until the list stands there with all that is wrong. */
async function walkRoster(): Promise<void> {
  await fillContact(page);
  await picture(page, 'roster-import');
  const roster = await download(page.getByRole('button', { name: '下载模板', exact: true }));
  expect(roster.sheets).toEqual(['参保名单', '填表说明']);
  expect(roster.head).toEqual([
    ...['序号', '姓名*', '证件类型*', '证件号码*', '性别', '出生日期', '手机号码'],
    ...['份数·重大疾病', '份数·住院医疗', '入职日期', '备注'],
  ]);
  expect(roster.asText).toEqual(expect.arrayContaining(['证件号码*', '手机号码']));
  expect(Object.keys(roster.choices)).toEqual(['证件类型*', '性别']);
  await chooseRoster(page, await rosterFile());
  await totals(/全部 200 行/);

  const ledger = await download(page.getByRole('button', { name: '下载模板（社保台账）' }));
  expect(ledger.head).toEqual([
    ...['序号', '姓名*', '证件号码*', '个人编号', '险种', '缴费月份*', '参保状态', '缴费基数'],
  ]);
  expect(ledger.asText).toEqual(['证件号码*', '个人编号', '缴费月份*']);
  await uploadLedger(page, await ledgerFile());
  await totals(/全部 200 行.*没有问题 186 行.*错误 14 行.*提醒 0 行/);
}

async function download(button: Locator): Promise<ReadTemplate> {
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(file.suggestedFilename()).toMatch(/\.xlsx$/);
  return readTemplate(new Uint8Array(await readFile(await file.path())));
}

function rosterFile(): Promise<Buffer> {
  const changes = new Map(MISTAKES.map(({ position, change }) => [position, change]));
  return generateRoster({
    plans: PLANS,
    rows: ROWS,
    from: FROM,
    change: (cells, position) => ({ ...cells, ...changes.get(position) }),
  });
}

/** Everybody who is meant to be on the list, but the one who came this month. */
async function ledgerFile(): Promise<Buffer> {
  const month = shanghaiDate(new Date()).slice(0, 7);
  const positions = Array.from({ length: ROWS }, (_, position) => position);
  const insured = [FIRST_INSURED, SECOND_INSURED].map(demoPerson);
  const persons = [
    ...positions.filter((position) => ![100, 130, 145, 175, 190].includes(position)).map(personAt),
    { name: personAt(100).name, idNumber: String(tooOld(100).idNumber) },
    ...insured,
  ];
  return Buffer.from(await generateLedger(persons.map(({ name, idNumber }) => ({ name, idNumber, month }))));
}

const issuesOf = (row: number) => page.locator(`#issues-${row}`);
const cell = (row: number, field: string) => page.locator(`[data-cell="${row} ${field}"]`);
const causes = () => page.getByRole('navigation', { name: '按原因查看' });

async function totals(pattern: RegExp): Promise<void> {
  const status = page.getByRole('status', { name: '名单检查结果' });
  await status.waitFor({ timeout: 60_000 });
  const text = async () => ((await status.textContent()) ?? '').replace(/\s+/g, ' ');
  await expect.poll(text, { timeout: 15_000 }).toMatch(pattern);
}

/** The cause at the left leads to exactly the rows that have it, each with its sentence. */
async function expectShown(code: IssueCode): Promise<void> {
  const mistakes = mistakesOf(code);
  await chooseCause(code);
  const rows = () =>
    page
      .locator('.roster-number')
      .evaluateAll((cells) => cells.map((each) => Number(each.textContent?.match(/\d+/)?.[0])));
  await expect.poll(rows, { message: code }).toEqual(mistakes.map(rowOf));
  for (const mistake of mistakes) {
    const said = (await issuesOf(rowOf(mistake)).textContent()) ?? '';
    expect(said).toContain(`第 ${rowOf(mistake)} 行 · `);
    if (typeof mistake.sentence === 'string') expect(said).toContain(mistake.sentence);
    else expect(said).toMatch(mistake.sentence);
  }
}

async function chooseCause(code: IssueCode): Promise<void> {
  await causes().getByRole('button', { name: ISSUE_CODES[code].cause }).click();
}

/** Each in the way that its sentence asks for; the count of errors falls with each. */
async function mendAll(): Promise<void> {
  let left = 14;
  const mended = async (rows = 1) => {
    left -= rows;
    await totals(new RegExp(`错误 ${left} 行`));
  };
  // From the first error on, Enter saves and opens the next one.
  await causes().getByRole('button', { name: '全部错误' }).click();
  await issuesOf(12).waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  const typed: readonly (readonly [position: number, label: string, value: string])[] = [
    [10, '姓名', personAt(10).name],
    [25, '证件号码', personAt(25).idNumber],
    [40, '证件号码', personAt(40).idNumber],
    [55, '证件号码', personAt(55).idNumber],
    [70, '出生日期', personAt(70).birthDate],
  ];
  for (const [position, label, value] of typed) {
    const editor = page.getByRole('textbox', { name: `第 ${position + 2} 行 ${label}` });
    await editor.fill(value);
    await editor.press('Enter');
    await mended();
  }
  await page.getByRole('combobox', { name: '第 87 行 性别' }).press('Escape');
  const ofSex = personAt(85).sex === 'male' ? '改为男' : '改为女';
  await issuesOf(87).getByRole('button', { name: ofSex }).click();
  await mended();

  await remove('AGE_OUT_OF_RANGE', 102);
  await mended();
  await retype('SHARES_INVALID', 117, 'shares:CI2021', '份数·重大疾病', '2');
  await mended();
  await remove('DUPLICATE_IN_FILE_DIFFERS', 132);
  await mended(2);
  await prove(147);
  await mended();
  await retype('LEDGER_NAME_MISMATCH', 162, 'name', '姓名', personAt(160).name);
  await mended();
  await remove('ALREADY_INSURED', 192);
  await mended();
  // The other one joins 重大疾病 alone.
  await retype('ALREADY_INSURED', 177, 'shares:HOSP', '份数·住院医疗', '0');
  await mended();
}

/** Leaving the cell saves it, and the list stays where it is. */
async function retype(code: IssueCode, row: number, field: string, label: string, value: string): Promise<void> {
  await chooseCause(code);
  await cell(row, field).click();
  await page.getByRole('textbox', { name: `第 ${row} 行 ${label}` }).fill(value);
  await page.getByRole('heading', { name: '提交参保名单', level: 1 }).click();
}

async function remove(code: IssueCode, row: number): Promise<void> {
  await chooseCause(code);
  await page
    .getByRole('row')
    .filter({ has: page.locator(`#row-${row}`) })
    .getByRole('button', { name: '删除', exact: true })
    .click();
  await page.getByRole('dialog', { name: '从名单里删除这一行？' }).getByRole('button', { name: '删除这一行' }).click();
}

async function prove(row: number): Promise<void> {
  await chooseCause('NOT_IN_LEDGER');
  const chooser = page.waitForEvent('filechooser');
  await issuesOf(row).getByRole('button', { name: '上传证明' }).click();
  await (await chooser).setFiles({
    name: '劳动合同.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7\n%%EOF\n'),
  });
}
