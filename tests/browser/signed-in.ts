import { asDate, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser, login, openSession } from './browser.ts';

/** One browser for the tests of a file. @returns opens a session of its own for a demo account, or for nobody; all are closed after the last test */
export function signedInPages(): (account: string | undefined) => Promise<Page> {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await browser.close();
  });
  return async (account) => {
    const { context, page } = await openSession(browser);
    contexts.push(context);
    if (account) await login(page, account);
    return page;
  };
}

/** The business date, which other tests may have moved on; seen by those who may move it. */
export async function businessDate(societyAdmin: Page): Promise<CalendarDate> {
  await societyAdmin.goto('/account');
  const text = await societyAdmin.getByRole('region', { name: '业务日期' }).textContent();
  const [day] = /\d{4}-\d{2}-\d{2}/.exec(text ?? '') ?? [];
  if (!day) throw new Error(`no 业务日期 in “${text}”`);
  return asDate(day);
}
