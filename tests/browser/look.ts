import fs from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { ROOT } from '../../scripts/services/paths.mjs';
import { DESKTOP, PHONE } from './browser.ts';

export interface Sight {
  readonly width: number;
  readonly height: number;
  /** 大字版, in per cent. */
  readonly text: 100 | 200;
}

const PLAIN: readonly Sight[] = [
  { ...DESKTOP, text: 100 },
  { ...PHONE, text: 100 },
];
const SIGHTS: readonly Sight[] = [...PLAIN, { ...DESKTOP, text: 200 }, { ...PHONE, text: 200 }];
/** With the office PC that most unions have. */
export const SIGHTS_WITH_OFFICE: readonly Sight[] = [...SIGHTS, { width: 1366, height: 768, text: 100 }];
/** What lies over the page covers the switch of the text size. */
export const SIGHTS_OF_DIALOG = PLAIN;
/** Text of double size moves things and gives none another colour or name: axe looks at one picture of each width. */
const seenByAxe = ({ width, text }: Sight): boolean => (width === DESKTOP.width ? text === 100 : text === 200);
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Looks at the page at 1440 and 360 px, each in normal and in double text size, and gives everything that is wrong as
 * sentences: sideways scrolling, text cut off, other than one h1, what axe finds. Leaves a picture of each sight in
 * test-results/screenshots.
 */
export async function faultsOf(page: Page, name: string, sights: readonly Sight[] = SIGHTS): Promise<string[]> {
  const faults: string[] = [];
  // Colours open over 160 ms; axe would measure the half-way ones.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const sight of sights) {
    await setSight(page, sight);
    const at = `${name} ${sight.width}${sight.text === 100 ? '' : ` at ${sight.text} %`}`;
    const axeToo = sights === PLAIN || seenByAxe(sight);
    for (const fault of [...(await settledLayoutFaults(page)), ...(axeToo ? await axeFaults(page) : [])])
      faults.push(`${at}: ${fault}`);
    await shoot(page, `${name}-${sight.width}${sight.text === 100 ? '' : `-text-${sight.text}`}`);
  }
  await setSight(page, { ...DESKTOP, text: 100 });
  await page.emulateMedia({ reducedMotion: null });
  return faults;
}

async function setSight(page: Page, sight: Sight): Promise<void> {
  await page.setViewportSize(sight);
  const now = await page.evaluate(() => document.documentElement.style.fontSize);
  // Only the page of an unknown address has no switch.
  const change = page.getByRole('button', { name: '大字版' });
  if (now !== `${sight.text}%` && (await change.isVisible())) {
    await change.click();
    await page.getByRole('menuitemradio', { name: `${sight.text}%` }).click();
  }
  await page.evaluate(() =>
    document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))),
  );
}

async function shoot(page: Page, name: string): Promise<void> {
  const folder = path.join(ROOT, 'test-results', 'screenshots');
  fs.mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true, animations: 'disabled' });
}

/** What is wrong for half a second and more: a font that arrives a frame late moves everything once. */
async function settledLayoutFaults(page: Page): Promise<string[]> {
  for (let look = 1; ; look += 1) {
    const faults = await page.evaluate(layoutFaults);
    if (faults.length === 0 || look === 6) return faults;
    await page.waitForTimeout(100);
  }
}

/** Runs in the page. */
function layoutFaults(): string[] {
  const faults: string[] = [];
  const width = window.innerWidth;
  const scroller = document.scrollingElement as Element;
  if (scroller.scrollHeight > window.innerHeight && document.querySelector('.task-frame'))
    faults.push(`the page behind the frame scrolls, ${scroller.scrollHeight} px high`);
  if (scroller.scrollWidth > width) faults.push(`scrolls sideways, ${scroller.scrollWidth} px wide`);
  const heads = document.querySelectorAll('h1');
  if (heads.length !== 1) faults.push(`${heads.length} h1`);
  const main = document.querySelector('main');
  if (main && main.scrollWidth > main.clientWidth) {
    const wide = [...main.querySelectorAll<HTMLElement>('*')].filter(
      (element) => element.getBoundingClientRect().right > main.getBoundingClientRect().left + main.clientWidth,
    );
    const told = wide.map((element) => `${element.tagName}.${element.className} ${element.textContent?.slice(0, 40)}`);
    faults.push(`main scrolls sideways, ${main.scrollWidth} px wide: ${told.slice(-3).join(' | ')}`);
  }
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    const ownText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    if (!ownText || element.closest('.visually-hidden, [aria-hidden="true"]')) continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (box.width === 0 || style.visibility === 'hidden') continue;
    const hidden = style.overflowX === 'hidden' || style.overflowX === 'clip';
    if (hidden && element.scrollWidth > element.clientWidth + 1) faults.push(`cut off: ${element.textContent}`);
    if (box.right > width + 1 && box.left >= 0 && !element.closest('.skip-link'))
      faults.push(`beyond the right edge: ${element.textContent}`);
  }
  return faults.slice(0, 6);
}

async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (tags) => {
    const result = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
    });
    return result.violations.map((violation) => ({
      id: violation.id,
      nodes: violation.nodes.map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`),
    }));
  }, TAGS);
  return violations.map(({ id, nodes }) => `axe ${id}: ${nodes.slice(0, 5).join(' | ')}`);
}

/**
 * Tabs through the page and gives the names of the stops whose focus cannot be seen: the picture around the element is
 * the same with and without the focus.
 */
export async function unseenStops(page: Page, stops: number): Promise<string[]> {
  const unseen: string[] = [];
  let visited = 0;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (let stop = 0; stop < stops; stop++) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      element.scrollIntoView({ block: 'nearest' });
      const box = element.getBoundingClientRect();
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return {
        name: `${element.tagName} ${element.id} ${name.trim().slice(0, 30)}`,
        x: box.x,
        y: box.y,
        width: box.width,
        height: box.height,
      };
    });
    // From the last stop Tab leaves the page and comes back at the first.
    if (!place) continue;
    visited += 1;
    const clip = {
      x: Math.max(0, place.x - 12),
      y: Math.max(0, place.y - 12),
      width: place.width + 24,
      height: place.height + 24,
    };
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const focused = await page.screenshot({ clip, animations: 'disabled' });
    // After blur() the next Tab goes on from the same place.
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const plain = await page.screenshot({ clip, animations: 'disabled' });
    if (focused.equals(plain)) unseen.push(place.name);
  }
  await page.emulateMedia({ reducedMotion: null });
  if (visited < stops / 2) unseen.push(`only ${visited} of ${stops} presses of Tab found a stop`);
  return unseen;
}
