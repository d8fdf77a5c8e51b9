import { deskState, workQueue } from '@huzhu/domain/queue-desk/queue-desk.schema';
import { z } from 'zod';

/** What is looked for, as it stands in the URL: numbers and names of units, never of persons. */
export const deskSearch = z.object({
  query: z.string().trim().max(60).optional().catch(undefined),
  state: deskState.optional().catch(undefined),
  queue: workQueue.optional().catch(undefined),
});
export type DeskSearch = z.infer<typeof deskSearch>;
