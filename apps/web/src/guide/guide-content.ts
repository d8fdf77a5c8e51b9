import type { GuideChapter } from '@huzhu/domain/guide/guide';

/** The chapters of docs/guide: empty here, guide-plugin.ts puts them in place of this file when the pages are built. */
export const chapters: readonly GuideChapter[] = [];

/** Address of a picture by its file name. */
export const pictures: Readonly<Record<string, string>> = {};
