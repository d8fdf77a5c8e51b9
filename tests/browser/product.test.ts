import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser, openSession, product, screenshot } from './browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test('npm start serves the pages and says that it is ready', async () => {
  expect((await fetch(`${product().url}/readyz`)).status).toBe(200);
  const { context, page } = await openSession(browser);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto('/');
  await page.getByRole('textbox', { name: '用户名或手机号' }).waitFor();
  expect(complaints).toEqual([]);
  await screenshot(page, 'first-page');
  await context.close();
});

test('the browser draws Chinese, not boxes', async () => {
  const { context, page } = await openSession(browser);
  const drawn = async (character: string): Promise<string> => {
    await page.setContent(`<p style="font: 40px sans-serif; margin: 0">${character}</p>`);
    return (await page.screenshot({ clip: { x: 0, y: 0, width: 60, height: 60 } })).toString('base64');
  };
  // Missing glyphs are drawn as boxes, all alike but for the tiny code inside; U+10FFFF never has one.
  const box = await drawn('\u{10ffff}');
  const pictures = [await drawn('互'), await drawn('助'), await drawn('险')];
  expect(new Set([box, ...pictures]).size).toBe(4);
  const width = await page.evaluate(() => {
    const context2d = document.createElement('canvas').getContext('2d');
    if (!context2d) throw new Error('no canvas');
    context2d.font = '100px sans-serif';
    return context2d.measureText('互').width;
  });
  // A Chinese glyph is one em wide; a box is narrower.
  expect(width).toBeCloseTo(100, 0);
  await context.close();
});
