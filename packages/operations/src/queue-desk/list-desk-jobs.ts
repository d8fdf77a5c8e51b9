import { readDeskJobs } from '@huzhu/db/queue-desk/read-desk-jobs';
import { withScope } from '@huzhu/db/scope/with-scope';
import { REFUSAL_CODES } from '@huzhu/domain/queue-desk/failure-advice';
import type { DeskJob, listDeskJobsInput } from '@huzhu/domain/queue-desk/queue-desk.schema';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { JOB_NAMES, viewDeskJob, workQueueOf } from './view-desk-job.ts';

/** Whoever looks for one job narrows the search; nobody pages through thousands. */
const SHOWN = 50;

/** Jobs by application or unit number, unit name or job reference, by state and queue; the newest first. */
export async function listDeskJobs(
  services: Services,
  input: z.infer<typeof listDeskJobsInput>,
): Promise<{ jobs: DeskJob[]; more: boolean }> {
  const names = JOB_NAMES.filter((name) => !input.queue || workQueueOf(name) === input.queue);
  const filter = { names, refusals: REFUSAL_CODES, state: input.state, query: input.query, limit: SHOWN + 1 };
  const rows = await withScope(services.db, { queueDesk: true }, (tx) => readDeskJobs(tx, filter));
  return { jobs: rows.slice(0, SHOWN).map(viewDeskJob), more: rows.length > SHOWN };
}
