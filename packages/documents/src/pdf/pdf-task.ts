import type { EndorsementTask } from './endorsement-document.ts';
import type { GuideTask } from './guide-document.ts';
import type { LeaderSummaryTask } from './leader-summary-document.ts';
import type { NoticeTask } from './notice-document.ts';
import type { PaymentNoticeTask } from './payment-notice-document.ts';
import type { PolicyTask } from './policy-task.ts';
import type { UndertakingTask } from './undertaking-document.ts';

export type PdfTask =
  | NoticeTask
  | GuideTask
  | PaymentNoticeTask
  | PolicyTask
  | EndorsementTask
  | UndertakingTask
  | LeaderSummaryTask;

export interface RenderedPdf {
  readonly content: Uint8Array;
  /** Code points that no face had (`U+20BB7`): 〓 stands in their place. */
  readonly missing: readonly string[];
}

export interface RenderRequest {
  readonly task: PdfTask;
}
export type RenderAnswer = { readonly rendered: RenderedPdf; readonly rss: number } | { readonly failed: string };
