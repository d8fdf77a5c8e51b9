import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openSession } from './browser.ts';

/** ux.md: the first page loads at most this much JavaScript, gzipped. */
const LIMIT_KB = 250;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test(`the sign-in page needs at most ${LIMIT_KB} KB of JavaScript`, async () => {
  const { context, page } = await openSession(browser);
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body());
  });
  await page.goto('/', { waitUntil: 'networkidle' });
  await page.getByRole('heading', { name: '登录' }).waitFor();
  const bodies = await Promise.all(scripts.values());
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  expect(bodies.length).toBeGreaterThan(0);
  expect(bytes / 1024).toBeLessThanOrEqual(LIMIT_KB);
  await context.close();
});
