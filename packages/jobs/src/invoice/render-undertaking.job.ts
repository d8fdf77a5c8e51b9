import { renderUndertakingPayload } from '@huzhu/domain/job/job-payload';
import { defineJob } from '../define-job.ts';

/** Makes the PDF of a 提前开票承诺书. */
export const renderUndertakingJob = defineJob({
  name: 'render-undertaking',
  queue: 'documents',
  payload: renderUndertakingPayload,
  attempts: 5,
  backoffMs: 1_000,
  deadlineMs: 60_000,
  failure:
    '提前开票承诺书没有生成，已试 {attempts} 次。请再点一次下载，或致电互助会热线 0755-83282383，报编号 {reference}。',
});
