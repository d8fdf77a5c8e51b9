import { type RefObject, useEffect, useState } from 'react';

export interface Reading {
  /** 0–100, how far the text has been scrolled. */
  readonly percent: number;
  /** Index of the section at the top of the window. */
  readonly section: number;
  readonly finished: boolean;
}

const START: Reading = { percent: 0, section: 0, finished: false };

/**
 * Follows how far an article has been read, whichever element scrolls around it (its own frame on a wide screen, the
 * page on a narrow one). Once the end was seen it stays seen for that text.
 * @param key changes when another text is shown
 */
export function useReading(article: RefObject<HTMLElement | null>, key: string): Reading {
  const [state, setState] = useState<{ key: string; reading: Reading }>({ key, reading: START });

  useEffect(() => {
    function look() {
      const element = article.current;
      const scroller = element && scrollerOf(element);
      if (!element || !scroller) return;
      const text = element.getBoundingClientRect();
      const frame = scroller.getBoundingClientRect();
      const seen = Math.min(frame.bottom, window.innerHeight) - text.top;
      const share = text.height === 0 ? 0 : Math.max(0, Math.min(1, seen / text.height));
      const headings = [...element.querySelectorAll('h3')];
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top - frame.top < 120).length;
      setState((old) => {
        const finished = share > 0.985 || (old.key === key && old.reading.finished);
        const percent = finished ? 100 : Math.round(share * 100);
        return { key, reading: { percent, section: Math.max(0, passed - 1), finished } };
      });
    }
    look();
    document.addEventListener('scroll', look, { capture: true, passive: true });
    window.addEventListener('resize', look);
    return () => {
      document.removeEventListener('scroll', look, { capture: true });
      window.removeEventListener('resize', look);
    };
  }, [article, key]);

  return state.key === key ? state.reading : START;
}

/** The nearest element around it that scrolls. */
export function scrollerOf(element: HTMLElement): HTMLElement {
  let candidate = element.parentElement;
  while (candidate && candidate !== document.body) {
    const overflow = getComputedStyle(candidate).overflowY;
    if (overflow === 'auto' || overflow === 'scroll') return candidate;
    candidate = candidate.parentElement;
  }
  return document.documentElement;
}
