import { and, desc, eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { auditEvent } from './audit.table.ts';

/** The events of one subject, newest first. */
export async function listEvents(tx: Transaction, subjectType: string, subjectId: string, limit = 200) {
  return tx
    .select()
    .from(auditEvent)
    .where(and(eq(auditEvent.subjectType, subjectType), eq(auditEvent.subjectId, subjectId)))
    .orderBy(desc(auditEvent.id))
    .limit(limit);
}
