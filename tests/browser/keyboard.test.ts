import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMO_PASSWORD, launchBrowser, openSession } from './browser.ts';
import { watchComplaints } from './complaints.ts';
import { ledgerOf, spoilCheckDigit } from './enrolment-steps.ts';

const PLAN = seedPlan('ACC');
const FROM = 80_000;
const ROWS = 8;
const SPOILT = 4;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('login → new application → notice → roster → fix → submit, by keyboard alone', async () => {
  const { context, page } = await openSession(browser);
  const { keyboard } = page;
  await page.goto('/');
  await page.getByRole('heading', { name: '登录' }).waitFor();
  // The cursor stands in the first empty field.
  await focused(page, '用户名或手机号');
  await keyboard.type('operator2');
  await keyboard.press('Tab');
  await keyboard.type(DEMO_PASSWORD);
  await keyboard.press('Enter');
  await page.getByRole('link', { name: '去参保' }).waitFor();
  const complaints = watchComplaints(page);

  // The skip link is the first stop and leads past the menu.
  await keyboard.press('Tab');
  await focused(page, '跳到正文');
  await keyboard.press('Enter');
  await tabTo(page, '去参保', 4);
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: '参保申请', level: 1 }).waitFor();
  await tabTo(page, '保单录入', 40);
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: '新建参保申请' }).waitFor();

  // operator2 has one unit, so it is chosen already.
  await tabTo(page, PLAN.name, 20);
  await keyboard.press('Space');
  await tabTo(page, '参保份数', 10);
  await keyboard.press('Enter');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await page.getByText('2 份 × ¥50').waitFor();
  await page.waitForURL(/\/plan$/);
  await tabTo(page, '下一步', 30);
  await keyboard.press('Enter');

  await page.getByRole('heading', { name: '阅读告知书', level: 1 }).waitFor();
  await page.getByRole('heading', { name: `${PLAN.name}告知书` }).waitFor();
  await keyboard.press('End');
  await page.getByText('已读到末尾，请勾选。').waitFor();
  await tabTo(page, '我已阅读协议', 30);
  await keyboard.press('Space');
  await page.getByText('告知书都已阅读，可以进入下一步。').waitFor();
  await tabTo(page, '下一步', 6);
  await keyboard.press('Enter');

  await page.getByRole('heading', { name: '提交参保名单', level: 1 }).waitFor();
  await tabTo(page, '联系人', 20);
  await keyboard.type('苏婉婷');
  await keyboard.press('Tab');
  await keyboard.type('19900002046');
  await keyboard.press('Enter');
  await page.getByRole('button', { name: '保存联系人' }).waitFor({ state: 'detached' });
  // Asked for before the walk there: on a loaded machine a key arrives sooner than the browser hears that dialogs are to be caught.
  const ledgerChooser = page.waitForEvent('filechooser');
  await tabTo(page, '上传社保台账', 20);
  await keyboard.press('Enter');
  await (await ledgerChooser).setFiles({
    name: '社保台账.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await ledgerOf(FROM, ROWS),
  });
  await page.getByText(/月 8 人，/).waitFor();
  const chooser = page.waitForEvent('filechooser');
  await tabTo(page, '导入名单', 20);
  await keyboard.press('Enter');
  await (await chooser).setFiles({
    name: '参保名单.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await generateRoster({
      plans: [PLAN],
      rows: ROWS,
      from: FROM,
      change: (cells, position) =>
        position === SPOILT ? { ...cells, idNumber: spoilCheckDigit(String(cells.idNumber)) } : cells,
    }),
  });
  await page.getByRole('status', { name: '名单检查结果' }).waitFor();

  await tabTo(page, '下一步', 60);
  await keyboard.press('Enter');
  await focused(page, `第 ${SPOILT + 2} 行 证件号码`);
  // Escape gives the cell back unchanged, arrows walk, Enter opens again.
  await keyboard.press('Escape');
  await expect.poll(() => activeCell(page)).toBe(`${SPOILT + 2} idNumber`);
  await keyboard.press('ArrowRight');
  await expect.poll(() => activeCell(page)).toBe(`${SPOILT + 2} sex`);
  await keyboard.press('ArrowLeft');
  await expect.poll(() => activeCell(page)).toBe(`${SPOILT + 2} idNumber`);
  await keyboard.press('Enter');
  await focused(page, `第 ${SPOILT + 2} 行 证件号码`);
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type(syntheticPerson(FROM + SPOILT).idNumber);
  await keyboard.press('Enter');
  // The last error is gone: the cursor stands on what comes next.
  await focused(page, '下一步');
  await keyboard.press('Enter');
  await page.getByText('8 行全部通过校验').waitFor();
  await tabTo(page, '确认提交', 20, 'BUTTON');
  await keyboard.press('Enter');
  await page.getByText('已提交，现在由互助会审核').waitFor();
  expect(complaints.list).toEqual([]);
  await context.close();
});

/** The accessible name of what has the focus, as far as this walk needs one. */
function focusName(page: Page): Promise<{ name: string; tag: string }> {
  return page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    const labels = [...((element as HTMLInputElement | null)?.labels ?? [])].map((label) => label.textContent);
    const name = element?.getAttribute('aria-label') ?? (labels.join('') || element?.textContent) ?? '';
    return { name: name.trim(), tag: element?.tagName ?? '' };
  });
}

async function focused(page: Page, name: string): Promise<void> {
  await expect.poll(async () => (await focusName(page)).name, { timeout: 10_000 }).toBe(name);
}

/** Presses Tab until the named stop has the focus. */
async function tabTo(page: Page, name: string, atMost: number, tag?: string): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < atMost; stop++) {
    await page.keyboard.press('Tab');
    const now = await focusName(page);
    if (now.name.startsWith(name) && (!tag || now.tag === tag)) return;
    passed.push(now.name.slice(0, 20));
  }
  throw new Error(`no stop “${name}” within ${atMost} presses of Tab: ${passed.join(' | ')}`);
}

const activeCell = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement).dataset.cell);
