import { z } from 'zod';

/** Payloads of the jobs, parsed where a job is made and again where it runs. Ids only. */
export const parseRosterPayload = z.strictObject({ rosterVersionId: z.uuid() });
export type ParseRosterPayload = z.infer<typeof parseRosterPayload>;

export const importLedgerPayload = z.strictObject({ ledgerVersionId: z.uuid() });
