import { renderEndorsementPayload } from '@huzhu/domain/job/job-payload';
import { defineJob } from '../define-job.ts';

/** Makes the PDF of an 电子保全单, with its list of added persons. */
export const renderEndorsementJob = defineJob({
  name: 'render-endorsement',
  queue: 'documents',
  payload: renderEndorsementPayload,
  attempts: 5,
  backoffMs: 1_000,
  // The renderer's own limit is tighter.
  deadlineMs: 2 * 60_000,
  failure:
    '电子保全单没有生成，已试 {attempts} 次。保障不受影响；需要 PDF 请致电互助会热线 0755-83282383，报编号 {reference}。',
});
