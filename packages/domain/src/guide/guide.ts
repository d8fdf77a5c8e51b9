/** A stretch of text in the guide: bold where a label of the screen is named, `to` where it leads somewhere in the product. */
export interface GuideSpan {
  readonly text: string;
  readonly bold?: boolean;
  /** A path of the product (`/applications`) or of the guide (`#2-3`). */
  readonly to?: string;
}

export type GuideBlock =
  | { readonly kind: 'heading'; readonly id: string; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly spans: readonly GuideSpan[] }
  | { readonly kind: 'note'; readonly spans: readonly GuideSpan[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly GuideSpan[])[] }
  | { readonly kind: 'picture'; readonly file: string; readonly caption: string };

/** One chapter of 操作指引, numbered as in the manual. */
export interface GuideChapter {
  readonly id: string;
  readonly title: string;
  /** `YYYY-MM-DD` */
  readonly updated: string;
  /** False: the chapter says that it follows later. */
  readonly open: boolean;
  readonly blocks: readonly GuideBlock[];
}
