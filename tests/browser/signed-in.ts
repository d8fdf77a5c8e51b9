import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { ApiClient } from '../integration/api-client.ts';
import { DEMO_PASSWORD, launchBrowser, login, openSession, product } from './browser.ts';

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

/** The business date, which other tests may have moved on. */
export async function businessDate(): Promise<CalendarDate> {
  const society = await ApiClient.signIn(product().url, 'society1', DEMO_PASSWORD);
  return (await society.trpc.setting.businessDate.query()).today;
}
