import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { jobReference } from '../define-job.ts';
import type { Queues } from '../queues.ts';

/**
 * The queues as bull-board shows them (apps/api, queue-board.route.ts). Of a job's data only the id that its row in
 * Postgres has, with the reference that people say; the desk's own queue can only be looked at: without its canary the
 * product would call itself down.
 */
export function boardQueues(queues: Queues): BullMQAdapter[] {
  return Object.entries(queues).map(([name, queue]) => {
    const adapter = new BullMQAdapter(queue, { readOnlyMode: name === 'queue-desk' });
    adapter.setFormatter('data', (data: { jobId?: unknown }) =>
      typeof data?.jobId === 'string' ? { jobId: data.jobId, reference: jobReference(data.jobId) } : {},
    );
    adapter.setFormatter('returnValue', () => null);
    return adapter;
  });
}
