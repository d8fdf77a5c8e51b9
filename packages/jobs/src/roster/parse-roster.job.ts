import { parseRosterPayload } from '@huzhu/domain/job/job-payload';
import { defineJob } from '../define-job.ts';

/** Reads, checks and stores an uploaded roster. */
export const parseRosterJob = defineJob({
  name: 'parse-roster',
  queue: 'roster',
  payload: parseRosterPayload,
  // A worker that is killed costs the attempt it was at, whoever's fault it was: restarts in a bad minute must not end an
  // import that has done nothing wrong. A file that kills every worker still ends, after eight.
  attempts: 8,
  // 1, 2, 4 and 8 s, then no more: a bug is told within half a minute.
  spareAttempts: 3,
  backoffMs: 1_000,
  // 500,000 rows take well under a minute; the reader's own limits are tighter.
  deadlineMs: 5 * 60_000,
  failure:
    '没有导入：系统处理这份名单时出错，已试 {attempts} 次。请再导入一次，或致电互助会热线 0755-83282383，报编号 {reference}。',
});
