import { importLedgerPayload } from '@huzhu/domain/job/job-payload';
import { defineJob } from '../define-job.ts';

/** Reads and stores an uploaded 社保台账, and judges the roster by it. */
export const importLedgerJob = defineJob({
  name: 'import-ledger',
  queue: 'roster',
  payload: importLedgerPayload,
  // All as a roster's.
  attempts: 8,
  spareAttempts: 3,
  backoffMs: 1_000,
  deadlineMs: 5 * 60_000,
  failure:
    '没有导入：系统处理这份社保台账时出错，已试 {attempts} 次。请再上传一次，或致电互助会热线 0755-83282383，报编号 {reference}。',
});
