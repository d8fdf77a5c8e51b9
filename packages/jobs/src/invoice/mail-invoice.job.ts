import { mailInvoicePayload } from '@huzhu/domain/job/job-payload';
import { defineJob } from '../define-job.ts';

/** Sends an issued invoice to the address that the unit gave. */
export const mailInvoiceJob = defineJob({
  name: 'mail-invoice',
  queue: 'documents',
  payload: mailInvoicePayload,
  attempts: 6,
  // A mail server that is away comes back: 30 s, 1, 2, 4, 8 minutes.
  backoffMs: 30_000,
  deadlineMs: 60_000,
  failure:
    '发票邮件没有寄出，已试 {attempts} 次。单位可以在系统里下载发票；有疑问请致电互助会热线 0755-83282383，报编号 {reference}。',
});
