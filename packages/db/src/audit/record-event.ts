import type { Transaction } from '../connect.ts';
import { auditEvent } from './audit.table.ts';

export type NewAuditEvent = Omit<typeof auditEvent.$inferInsert, 'id' | 'at'>;

/** Adds one event in the transaction of what it tells about: no act without its trace, no trace without its act. */
export async function recordEvent(tx: Transaction, event: NewAuditEvent): Promise<void> {
  await tx.insert(auditEvent).values(event);
}

const BATCH = 1000;

/** As recordEvent, for an act on many subjects. */
export async function recordEvents(tx: Transaction, events: readonly NewAuditEvent[]): Promise<void> {
  for (let start = 0; start < events.length; start += BATCH) {
    await tx.insert(auditEvent).values(events.slice(start, start + BATCH));
  }
}
