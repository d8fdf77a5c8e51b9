import type { JobPayload } from '@huzhu/domain/job/new-job';
import type { JobDefinition } from './define-job.ts';
import { isJobName, JOB_DEFINITIONS } from './job-definitions.ts';
import type { Queues } from './queues.ts';

/** What a relay and a sweep need of the queue. */
export interface Publisher {
  /** Puts an entry into the queue; the same outbox row twice is one entry. @returns the entry's id */
  publish(entry: { outboxId: number; jobId: string; name: string; payload: JobPayload }): Promise<string>;
  /** Where an entry stands: it will be run, put off for a while, is being run, or is finished or unknown. */
  stateOf(name: string, queueEntryId: string): Promise<'waiting' | 'delayed' | 'active' | 'gone'>;
}

/** Entries that are done are kept for the queue monitor only: nothing reads them. */
const KEEP_DONE = { age: 24 * 3600, count: 1_000 };
const KEEP_FAILED = { age: 7 * 24 * 3600, count: 1_000 };

export function createPublisher(queues: Queues): Publisher {
  return {
    async publish({ outboxId, jobId, name, payload }) {
      const definition = definitionOf(name);
      // The queue ignores an id that it still keeps, so the id holds the outbox row: a new round is a new id.
      // No colon and no integer: both are refused or misread (stack.md, trap 11).
      const queueEntryId = `${name}-${jobId}-${outboxId}`;
      await queues[definition.queue].add(
        name,
        { jobId, ...payload },
        {
          jobId: queueEntryId,
          // Attempts are counted in the job's row, which also ends them; the queue must not give up before it.
          attempts: definition.attempts + 10,
          backoff: { type: 'exponential', delay: definition.backoffMs },
          removeOnComplete: KEEP_DONE,
          removeOnFail: KEEP_FAILED,
        },
      );
      return queueEntryId;
    },

    async stateOf(name, queueEntryId) {
      const state = await queues[definitionOf(name).queue].getJobState(queueEntryId);
      if (state === 'active' || state === 'delayed') return state;
      return state === 'waiting' || state === 'prioritized' ? 'waiting' : 'gone';
    },
  };
}

function definitionOf(name: string): JobDefinition {
  if (!isJobName(name)) throw new RangeError(`no such job: ${name}`);
  return JOB_DEFINITIONS[name] as unknown as JobDefinition;
}
