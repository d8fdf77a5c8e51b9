import { z } from 'zod';
import { jobState } from '../job/job-state.ts';
import { JOB_KINDS, type JobKindName, WORK_QUEUE_NAMES } from './job-kinds.ts';

export const workQueue = z.enum(WORK_QUEUE_NAMES);
export const jobKind = z.enum(Object.keys(JOB_KINDS) as [JobKindName, ...JobKindName[]]);

/** A job as the administrator tells them apart. `delayed` waits for its next attempt; `refused` is no failure. */
export const DESK_STATES = {
  waiting: '等待',
  active: '进行中',
  delayed: '稍后重试',
  failed: '失败',
  settled: '失败，已不再处理',
  refused: '已退回用户',
  cancelled: '已取消',
  done: '完成',
} as const;
export const deskState = z.enum(
  Object.keys(DESK_STATES) as [keyof typeof DESK_STATES, ...(keyof typeof DESK_STATES)[]],
);
export type DeskState = z.infer<typeof deskState>;

/** What the page saw of a job; an act on a job that has changed since is refused. */
const seenJob = z.strictObject({ state: jobState, attempts: z.int().min(0) });

export const deskJob = z.object({
  id: z.uuid(),
  /** What a user reads out on the telephone. */
  reference: z.string(),
  kind: jobKind,
  queue: workQueue,
  applicationNumber: z.string().nullable(),
  unitName: z.string().nullable(),
  state: deskState,
  seen: seenJob,
  attempts: z.int(),
  maxAttempts: z.int(),
  /** Since when it waits, runs, or has ended. */
  since: z.iso.datetime(),
  /** From being put into the queue to its start; null while it waits. */
  waitedSeconds: z.number().nullable(),
  /** From its start to its end, or until now. */
  ranSeconds: z.number().nullable(),
  sentence: z.string().nullable(),
  /** Only for failures: whether trying again helps, and why. */
  retry: z.object({ helps: z.boolean(), sentence: z.string() }).nullable(),
});
export type DeskJob = z.infer<typeof deskJob>;

export const deskQueue = z.object({
  name: workQueue,
  waiting: z.int(),
  active: z.int(),
  delayed: z.int(),
  failed: z.int(),
  /** Age of the oldest job that could be run now; null when none waits. */
  oldestWaitSeconds: z.number().nullable(),
  doneToday: z.int(),
  paused: z.object({ at: z.iso.datetime(), by: z.string(), reason: z.string() }).nullable(),
});
export type DeskQueue = z.infer<typeof deskQueue>;

export const deskWorker = z.object({
  id: z.string(),
  startedAt: z.iso.datetime(),
  seenSecondsAgo: z.number(),
  canarySecondsAgo: z.number().nullable(),
  memoryMb: z.int().nullable(),
  working: z.array(z.object({ kind: jobKind, count: z.int() })),
});
export type DeskWorker = z.infer<typeof deskWorker>;

/** Jobs done per slot, oldest first; the last slot is the one that runs. */
export const throughput = z.object({
  /** Slots of five minutes. */
  hour: z.array(z.object({ from: z.iso.datetime(), done: z.int() })),
  /** Hours of today in Shanghai, 0 to the present one. */
  day: z.array(z.object({ from: z.iso.datetime(), done: z.int() })),
  today: z.int(),
  /** Until the same time yesterday. */
  yesterday: z.int(),
});
export type Throughput = z.infer<typeof throughput>;

export const deskOverview = z.object({
  at: z.iso.datetime(),
  diagnosis: z.object({ tone: z.enum(['good', 'warning', 'error']), lead: z.string(), rest: z.string() }),
  queues: z.array(deskQueue),
  failures: z.array(deskJob),
  workers: z.array(deskWorker),
  throughput,
});
export type DeskOverview = z.infer<typeof deskOverview>;

export const listDeskJobsInput = z.strictObject({
  /** Application or unit number, unit name, or the reference of a job. Never a person. */
  query: z.string().trim().max(60).default(''),
  state: deskState.optional(),
  queue: workQueue.optional(),
});
export const deskJobList = z.object({ jobs: z.array(deskJob), more: z.boolean() });

const reason = z.string().trim().min(2, '请写明原因，至少两个字').max(200, '原因请不要超过 200 个字');

export const deskJobAct = z.strictObject({ requestId: z.uuid(), jobId: z.uuid(), seen: seenJob, reason });
/** Pauses or resumes; refused when somebody else has done so meanwhile. */
export const deskQueueAct = z.strictObject({ requestId: z.uuid(), queue: workQueue, reason });
/** What an act has made of it; the page reads the rest anew. */
export const deskActDone = z.object({ reference: z.string() });
