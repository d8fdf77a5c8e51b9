import { z } from 'zod';
import { calendarDate } from '../calendar/calendar-date.ts';
import { keysetCursor } from '../paging/keyset-cursor.ts';

export const listAuditInput = z.strictObject({
  /** Days in Shanghai, both counted. */
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  /** Part of the name of whoever did it. */
  person: z.string().trim().max(40).default(''),
  /** Part of what was done. */
  action: z.string().trim().max(40).default(''),
  ...keysetCursor,
});

export const auditListEntry = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  personName: z.string(),
  roleName: z.string(),
  action: z.string(),
  /** What it was done to, in words: an application by its number, a job by its reference, a queue by its name. */
  subject: z.string(),
  reason: z.string().nullable(),
});
export type AuditListEntry = z.infer<typeof auditListEntry>;

export const auditPage = z.object({ entries: z.array(auditListEntry), next: z.int().nullable() });
