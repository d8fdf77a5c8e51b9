import { renderPaymentNoticePayload } from '@huzhu/domain/job/job-payload';
import { defineJob } from '../define-job.ts';

/** Makes the PDF of an issued 缴费通知书. */
export const renderPaymentNoticeJob = defineJob({
  name: 'render-payment-notice',
  queue: 'documents',
  payload: renderPaymentNoticePayload,
  attempts: 5,
  backoffMs: 1_000,
  // The renderer's own limit is tighter.
  deadlineMs: 2 * 60_000,
  failure:
    '缴费通知书没有生成，已试 {attempts} 次。金额和识别码以页面为准；需要 PDF 请致电互助会热线 0755-83282383，报编号 {reference}。',
});
