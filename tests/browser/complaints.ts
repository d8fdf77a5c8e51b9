import type { Page } from 'playwright-core';

/** What a page complained about: uncaught errors, console errors, answers of 400 and above, requests that failed. */
export interface Complaints {
  readonly list: string[];
  /** Forgets what has been said so far, for the part of a test that provokes a complaint. */
  forget: () => void;
}

/**
 * Listens from now on. A request that the browser itself broke off because its page was left (ERR_ABORTED: the progress
 * stream at a reload, a download that became a file) is no complaint.
 */
export function watchComplaints(page: Page): Complaints {
  const list: string[] = [];
  page.on('pageerror', (error) => list.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') list.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400)
      list.push(`${response.status()} ${response.request().method()} ${new URL(response.url()).pathname}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') list.push(`${reason} ${new URL(request.url()).pathname}`);
  });
  return {
    list,
    forget: () => {
      list.length = 0;
    },
  };
}
