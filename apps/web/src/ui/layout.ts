import { useSyncExternalStore } from 'react';

/** The steps of 大字版: the root font size in per cent. */
export const TEXT_SIZES = [100, 125, 150, 200] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

/**
 * What fits on the screen, counted in units of the text: 1,440 px at 200 % lays out like 720 px. Media queries cannot
 * know the chosen text size, so one store decides and puts the answer on <html> as classes.
 */
export interface Layout {
  readonly textSize: TextSize;
  /** Below 768: cards, bottom bar, full-width primary. */
  readonly phone: boolean;
  /** Below 1,000: tables become cards, the side bar becomes a menu button. */
  readonly cards: boolean;
  /** Below 1,200: asides go below. */
  readonly stacked: boolean;
  /** Below 1,400 wide or 820 high: steps fold into the top bar, paddings shrink. */
  readonly compact: boolean;
  /** Below 300: a phone in the largest type; bars break into lines. */
  readonly tiny: boolean;
  /** Below 520 high: the footer keeps to one line, so that something is left to scroll. */
  readonly low: boolean;
}

const STORAGE_KEY = 'huzhu.text-size';
const listeners = new Set<() => void>();
let layout: Layout = measure(storedTextSize());

function storedTextSize(): TextSize {
  try {
    const stored = Number(localStorage.getItem(STORAGE_KEY));
    return TEXT_SIZES.find((size) => size === stored) ?? 100;
  } catch {
    // Storage may be forbidden by the office's browser policy; the switch then lasts for the page.
    return 100;
  }
}

function measure(textSize: TextSize): Layout {
  const width = (window.innerWidth * 100) / textSize;
  const height = (window.innerHeight * 100) / textSize;
  return {
    textSize,
    phone: width < 768,
    cards: width < 1000,
    stacked: width < 1200,
    compact: width < 1400 || height < 820,
    tiny: width < 300,
    low: height < 520,
  };
}

function publish(next: Layout): void {
  const root = document.documentElement;
  root.style.fontSize = `${next.textSize}%`;
  for (const name of ['phone', 'cards', 'stacked', 'compact', 'tiny', 'low'] as const)
    root.classList.toggle(`is-${name}`, next[name]);
  const same = (Object.keys(next) as (keyof Layout)[]).every((key) => next[key] === layout[key]);
  if (same) return;
  layout = next;
  for (const listener of listeners) listener();
}

/** Call once before the first paint. */
export function startLayout(): void {
  publish(layout);
  window.addEventListener('resize', () => publish(measure(layout.textSize)));
}

export function setTextSize(size: TextSize): void {
  try {
    localStorage.setItem(STORAGE_KEY, String(size));
  } catch {
    // See storedTextSize.
  }
  publish(measure(size));
}

export function useLayout(): Layout {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => layout,
  );
}
