import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, login, openSession } from './browser.ts';
import { draftWithRoster, UNIT } from './enrolment-steps.ts';
import { faultsOf } from './look.ts';

const LIST = /\/trpc\/[^?]*application\.list/;
const SENTENCE = '服务器没有回应，您填的内容还在。请再试，或致电 0755-83282383，报编号 R-8F2K-31。';
/** Imitates what the API answers to a bug of its own (apps/api/src/trpc/trpc.ts); a bug cannot be had on demand. */
const BUG = {
  error: {
    message: SENTENCE,
    code: -32603,
    data: {
      code: 'INTERNAL_SERVER_ERROR',
      httpStatus: 500,
      domainCode: null,
      details: {},
      sentence: SENTENCE,
      requestId: 'R-8F2K-31',
    },
  },
};

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('a server that does not answer while a cell is being mended costs nothing that was typed', async () => {
  const { context, page } = await openSession(browser);
  await login(page, 'operator1');
  await draftWithRoster(page, { unit: UNIT, code: 'ACC', rows: 6, from: 90_000, spoil: [2] });
  await page.getByRole('button', { name: '下一步' }).click();
  const editor = page.getByRole('textbox', { name: '第 4 行 证件号码' });
  await editor.fill(syntheticPerson(90_002).idNumber);

  await context.setOffline(true);
  await editor.press('Enter');
  await page.getByText('服务器没有回应，您填的内容还在。请再试，或致电 0755-83282383').waitFor();
  expect(await editor.inputValue()).toBe(syntheticPerson(90_002).idNumber);
  await page.screenshot({ path: 'test-results/screenshots/trouble-cell-1440.png' });

  await context.setOffline(false);
  await editor.press('Enter');
  await page.getByText('6 行都没有错误，可以进入“确认提交”。').waitFor();
  await context.close();
});

test('an answer that failed on the server is told with the number to read to the hotline', async () => {
  const { context, page } = await openSession(browser);
  await login(page, 'operator1');
  await page.route(LIST, (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/json',
      // Questions travel in one request; each gets its answer.
      body: JSON.stringify(new URL(route.request().url()).pathname.split(',').map(() => BUG)),
    }),
  );
  await page.goto('/applications');
  await page.getByText(SENTENCE).waitFor();
  expect(await faultsOf(page, 'trouble-list')).toEqual([]);
  await page.unroute(LIST);
  await page.getByRole('button', { name: '再试一次' }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await context.close();
});
