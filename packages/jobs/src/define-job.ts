import { randomUUID } from 'node:crypto';
import type { JobPayload, NewJob } from '@huzhu/domain/job/new-job';
import type { z } from 'zod';
import type { QueueName } from './queues.ts';

export interface JobDefinition<Name extends string = string, Payload extends JobPayload = JobPayload> {
  readonly name: Name;
  readonly queue: QueueName;
  /** Ids only; parsed when the job is made and again when it runs. */
  readonly payload: z.ZodType<Payload>;
  /** How often it is tried in all; counted in the job's row, not by the queue. */
  readonly attempts: number;
  /** How many of them are for attempts that died without a word only: an error is not tried again so often. */
  readonly spareAttempts?: number;
  /** Wait before the second attempt; doubled for each further one. */
  readonly backoffMs: number;
  /** An attempt that takes longer is aborted and counts as failed. */
  readonly deadlineMs: number;
  /** What the user reads after the last attempt. `{attempts}` and `{reference}` are filled in. */
  readonly failure: string;
}

/** Keeps the literal name and the payload's type. */
export function defineJob<const Name extends string, Payload extends JobPayload>(
  definition: JobDefinition<Name, Payload>,
): JobDefinition<Name, Payload> {
  return definition;
}

const MAX_PAYLOAD_BYTES = 2048;

/**
 * A job of this definition, ready for enqueueJob (packages/db) in a business transaction.
 * @throws ZodError or RangeError when the payload is not what the definition says, or is over 2 KB
 */
export function newJob<Payload extends JobPayload>(
  definition: JobDefinition<string, Payload>,
  payload: Payload,
): NewJob {
  const parsed = definition.payload.parse(payload);
  if (Buffer.byteLength(JSON.stringify(parsed)) > MAX_PAYLOAD_BYTES) {
    throw new RangeError(`the payload of ${definition.name} is over ${MAX_PAYLOAD_BYTES} bytes`);
  }
  return { id: randomUUID(), name: definition.name, payload: parsed, maxAttempts: definition.attempts };
}

/** What a user reads out on the telephone to name a job: the first eight characters of its id. */
export function jobReference(jobId: string): string {
  return jobId.slice(0, 8).toUpperCase();
}
