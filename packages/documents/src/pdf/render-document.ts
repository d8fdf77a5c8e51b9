import { renderToBuffer } from '@react-pdf/renderer';
import { Ink } from './brush.ts';
import { endorsementDocument } from './endorsement-document.ts';
import { guideDocument } from './guide-document.ts';
import { leaderSummaryDocument } from './leader-summary-document.ts';
import { noticeDocument } from './notice-document.ts';
import { paymentNoticeDocument } from './payment-notice-document.ts';
import type { PdfTask, RenderedPdf } from './pdf-task.ts';
import { policyDocument } from './policy-document.ts';
import { undertakingDocument } from './undertaking-document.ts';

/** Renders in this thread. Only the renderer process and tests call it; everybody else calls renderPdf. */
export async function renderDocument(task: PdfTask): Promise<RenderedPdf> {
  const ink = new Ink();
  const content = await draw(ink, task);
  return { content, missing: [...ink.missing] };
}

async function draw(ink: Ink, task: PdfTask): Promise<Uint8Array> {
  switch (task.kind) {
    case 'notice':
      return bytesOf(noticeDocument(ink, task));
    case 'guide':
      return bytesOf(guideDocument(ink, task));
    case 'payment-notice':
      return bytesOf(paymentNoticeDocument(ink, task));
    case 'policy':
      return policyDocument(ink, task, bytesOf);
    case 'endorsement':
      return endorsementDocument(ink, task, bytesOf);
    case 'undertaking':
      return bytesOf(undertakingDocument(ink, task));
    case 'leader-summary':
      return bytesOf(leaderSummaryDocument(ink, task));
  }
}

async function bytesOf(element: Parameters<typeof renderToBuffer>[0]): Promise<Uint8Array> {
  return Uint8Array.from(await renderToBuffer(element));
}
