import type { Transaction } from '../connect.ts';
import { auditEvent } from './audit.table.ts';

export type NewAuditEvent = Omit<typeof auditEvent.$inferInsert, 'id' | 'at'>;

/** Adds one event in the transaction of what it tells about: no act without its trace, no trace without its act. */
export async function recordEvent(tx: Transaction, event: NewAuditEvent): Promise<void> {
  await tx.insert(auditEvent).values(event);
}
