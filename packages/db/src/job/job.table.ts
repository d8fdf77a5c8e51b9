import type { JobState } from '@huzhu/domain/job/job-state';
import { bigint, index, integer, jsonb, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bigintRef } from '../column/bigint-id.ts';

/** The business view of a background job: the truth. The queue is only the engine that runs it. */
export const job = pgTable(
  'job',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** Job name, e.g. `parse-roster`. */
    name: text().notNull(),
    /** What it works on: table and id as text, e.g. `roster_version` + uuid. */
    subjectType: text().notNull(),
    subjectId: text().notNull(),
    unitId: bigintRef().notNull(),
    /** The application that it is for: by its number people know the job. */
    applicationId: bigintRef(),
    /** Ids only, as the definition's schema has them; the relay adds `jobId` when it publishes. */
    payload: jsonb().$type<Record<string, string | number>>().notNull().default({}),
    state: text().$type<JobState>().notNull().default('queued'),
    stage: text().notNull().default(''),
    done: integer().notNull().default(0),
    total: integer(),
    progress: jsonb().$type<Record<string, number | string | null>>().notNull().default({}),
    /** Code and sentence for the user, when failed. */
    errorCode: text(),
    errorSentence: text(),
    attempts: smallint().notNull().default(0),
    maxAttempts: smallint().notNull().default(3),
    /** Changes with every attempt: a write of an attempt that lost its lock names an old token and changes nothing. */
    attemptToken: uuid(),
    workerId: text(),
    /** Id of the queue's entry that was published last: the sweep asks the queue whether it still lives. */
    queueEntryId: text(),
    /** When it was last put (back) into state queued. */
    queuedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    startedAt: timestamp({ withTimezone: true }),
    /** Last sign of life of the running attempt. */
    heartbeatAt: timestamp({ withTimezone: true }),
    finishedAt: timestamp({ withTimezone: true }),
    /** A failure that a system administrator has put away: it failed all the same, and nobody has to look at it again. */
    settledAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index().on(table.subjectType, table.subjectId),
    index().on(table.state, table.createdAt),
    index().on(table.finishedAt),
  ],
);

/** Jobs to publish to the queue, written in the business transaction; the relay deletes what it has published. */
export const outbox = pgTable('outbox', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  /** At most one entry waits for a job: enqueueing twice (a sweep on every worker) is one entry. */
  jobId: uuid()
    .notNull()
    .unique()
    .references(() => job.id, { onDelete: 'cascade' }),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  /** A relay has it in hand; taken again after some seconds when that relay died. */
  takenAt: timestamp({ withTimezone: true }),
});

/** Signs of life of the worker processes. */
export const workerHeartbeat = pgTable('worker_heartbeat', {
  workerId: text().primaryKey(),
  startedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  seenAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  /** When the canary job last finished on it: readiness means this, not that the process is up. */
  canaryAt: timestamp({ withTimezone: true }),
  /** Resident memory in MB and the event loop's lag in ms (99th percentile) at that sign: what `/metrics` tells of a worker. */
  memoryMb: integer(),
  loopLagMs: integer(),
});

/**
 * The queues that are paused. The queue's own pause lives in Redis and goes with it; this row is the truth, and every
 * worker makes the queue agree with it.
 */
export const queuePause = pgTable('queue_pause', {
  queue: text().primaryKey(),
  pausedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  pausedBy: bigintRef().notNull(),
  pausedByName: text().notNull(),
  reason: text().notNull(),
});
