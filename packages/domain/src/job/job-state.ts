import { z } from 'zod';

/** The business view of a background job, as the `job` row tells it. The browser never asks the queue. */
export const JOB_STATES = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export const jobState = z.enum(JOB_STATES);
export type JobState = z.infer<typeof jobState>;
