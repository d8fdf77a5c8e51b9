import type { GuideChapter } from '@huzhu/domain/guide/guide';
import { guideText } from '@huzhu/domain/guide/read-guide';

export interface GuideHit {
  readonly chapter: string;
  readonly chapterTitle: string;
  /** Heading above the place, and its anchor; the chapter itself before the first heading. */
  readonly heading: string;
  readonly anchor: string | null;
  /** Some text around the find. */
  readonly excerpt: string;
}

const BEFORE = 14;
const AFTER = 40;

/** Every block that holds all the words, in the guide's order, one hit a block. Spaces part words; letters' case is nothing. */
export function searchGuide(chapters: readonly GuideChapter[], query: string): GuideHit[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  if (!first) return [];
  const hits: GuideHit[] = [];
  for (const chapter of chapters) {
    let heading = chapter.title;
    let anchor: string | null = null;
    for (const block of chapter.blocks) {
      if (block.kind === 'heading') {
        heading = block.text;
        anchor = block.id;
      }
      const text = guideText(block);
      const low = text.toLowerCase();
      if (!words.every((word) => low.includes(word) || heading.toLowerCase().includes(word))) continue;
      const at = Math.max(0, low.indexOf(first));
      const from = Math.max(0, at - BEFORE);
      const excerpt = `${from > 0 ? '…' : ''}${text.slice(from, at + AFTER)}${at + AFTER < text.length ? '…' : ''}`;
      hits.push({ chapter: chapter.id, chapterTitle: chapter.title, heading, anchor, excerpt });
    }
  }
  return hits;
}
