import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { GuideChapter } from '@huzhu/domain/guide/guide';

export interface BuiltGuide {
  readonly chapters: readonly GuideChapter[];
  readonly updated: CalendarDate;
  readonly hash: string;
  pictures(): Promise<Record<string, Uint8Array>>;
}

/**
 * The guide as the web build has left it: `guide/guide.json` and pictures whose names carry their hash (so the JSON's hash
 * is the hash of all). Undefined where no pages were built (a test of the API alone).
 */
export async function readBuiltGuide(webDir: string | undefined): Promise<BuiltGuide | undefined> {
  if (!webDir) return undefined;
  const text = await readFile(path.join(webDir, 'guide', 'guide.json'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { chapters, pictures } = JSON.parse(text) as {
    chapters: (GuideChapter & { updated: CalendarDate })[];
    pictures: Record<string, string>;
  };
  const updated = chapters.map((chapter) => chapter.updated).sort();
  const latest = updated.at(-1);
  if (!latest) return undefined;
  return {
    chapters,
    updated: latest,
    hash: createHash('sha256').update(text).digest('hex'),
    pictures: async () => {
      const files = Object.entries(pictures).map(
        async ([name, file]) => [name, new Uint8Array(await readFile(path.join(webDir, file)))] as const,
      );
      return Object.fromEntries(await Promise.all(files));
    },
  };
}
