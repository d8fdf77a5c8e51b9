import type { ReactNode } from 'react';

/** A long group scrolls by itself, by the keyboard too. */
export function MergeScroll({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it nobody could scroll by the keyboard
    <div className="merge-scroll" tabIndex={0}>
      {children}
    </div>
  );
}
