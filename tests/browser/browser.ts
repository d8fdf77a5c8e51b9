import fs from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { LAUNCH_FLAGS } from '../../scripts/services/chromium.mjs';
import { ROOT } from '../../scripts/services/paths.mjs';
import type { Product } from './product.ts';

export const DEMO_PASSWORD = 'Huzhu-demo-2026';
export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 360, height: 740 };

/** The product of this worker. */
export function product(): Product {
  const own = inject('products')[Number(process.env.VITEST_POOL_ID) - 1];
  if (!own) throw new Error(`no product for worker ${process.env.VITEST_POOL_ID}`);
  return own;
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: inject('chromiumPath'), chromiumSandbox: false, args: LAUNCH_FLAGS });

/** A fresh session (own cookies) in Chinese and in Shanghai's time, with a page whose relative addresses go to the product. */
export async function openSession(browser: Browser): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    baseURL: product().url,
    viewport: DESKTOP,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
  const page = await context.newPage();
  // Patience, no claim: product and browser share two cores.
  page.setDefaultTimeout(45_000);
  return { context, page };
}

/** Logs in with a demo account and waits until the login page is left. */
export async function login(page: Page, username: string, password: string = DEMO_PASSWORD): Promise<void> {
  await page.goto('/');
  await page.getByRole('textbox', { name: '用户名或手机号' }).fill(username);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByLabel('密码', { exact: true }).waitFor({ state: 'detached' });
}

/** Takes `<name>-1440.png` and `<name>-360.png` into test-results/screenshots and gives the desktop size back to the page. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = path.join(ROOT, 'test-results', 'screenshots');
  fs.mkdirSync(folder, { recursive: true });
  for (const size of [PHONE, DESKTOP]) {
    await page.setViewportSize(size);
    await page.evaluate(() =>
      document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
    );
    await page.screenshot({
      path: path.join(folder, `${name}-${size.width}.png`),
      fullPage: true,
      animations: 'disabled',
    });
  }
}

/** Takes a picture for the documents (docs/pictures/<name>.png); only with HUZHU_PICTURES=1, so that a test run changes no file. */
export async function picture(page: Page, name: string, height = DESKTOP.height): Promise<void> {
  if (process.env.HUZHU_PICTURES !== '1') return;
  await page.setViewportSize({ ...DESKTOP, height });
  // Colours and heights open over 160 ms.
  await page.waitForTimeout(300);
  await page.screenshot({ path: path.join(ROOT, 'docs', 'pictures', `${name}.png`), animations: 'disabled' });
  await page.setViewportSize(DESKTOP);
}
