import { z } from 'zod';
import { calendarDate } from '../calendar/calendar-date.ts';

/** A file of 资料下载; `id` is its address, `/api/downloads/<id>`. */
export const downloadEntry = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  format: z.enum(['xlsx', 'pdf']),
  /** Bytes. */
  size: z.int(),
  updated: calendarDate,
  /** Stands on the home page; the others follow under 全部. */
  lead: z.boolean(),
});
export type DownloadEntry = z.infer<typeof downloadEntry>;
