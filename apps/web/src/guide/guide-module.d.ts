declare module 'virtual:guide' {
  import type { GuideChapter } from '@huzhu/domain/guide/guide';

  export const chapters: readonly GuideChapter[];
  /** Address of a picture by its file name. */
  export const pictures: Readonly<Record<string, string>>;
}
