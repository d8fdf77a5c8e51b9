import { and, desc, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { auditEvent } from './audit.table.ts';
import { recordEvent } from './record-event.ts';

const SUBJECT = 'refused_request';

/**
 * Adds an event 拒绝, unless the account has `mostPerHour` of the same code within the last hour; the last one that is
 * added says so. It stands under the account and in no unit: what was asked for may be another unit's, whose record
 * must not show a stranger's name. Needs a scope of all units, for counting.
 */
export async function recordRefusalEvent(
  tx: Transaction,
  refusal: {
    readonly staffId: number;
    readonly staffName: string;
    readonly role: string;
    readonly code: string;
    readonly act: string;
    readonly number: string | null;
    readonly address: string;
    readonly mostPerHour: number;
  },
): Promise<void> {
  const subjectId = `${refusal.staffId} ${refusal.code}`;
  // One after another, or a burst at once would pass the bound.
  await tx.execute(sql`select pg_advisory_xact_lock(7203, hashtext(${subjectId}))`);
  const lately = await tx
    .select({ recent: sql<boolean>`${auditEvent.at} > now() - interval '1 hour'` })
    .from(auditEvent)
    .where(and(eq(auditEvent.subjectType, SUBJECT), eq(auditEvent.subjectId, subjectId)))
    .orderBy(desc(auditEvent.id))
    .limit(refusal.mostPerHour);
  const count = lately.filter(({ recent }) => recent).length;
  if (count >= refusal.mostPerHour) return;
  await recordEvent(tx, {
    staffId: refusal.staffId,
    staffName: refusal.staffName,
    role: refusal.role,
    action: '拒绝',
    subjectType: SUBJECT,
    subjectId,
    details: {
      code: refusal.code,
      act: refusal.act,
      number: refusal.number,
      ...(count === refusal.mostPerHour - 1 ? { more: '一小时内同类请求不再记录' } : {}),
    },
    address: refusal.address,
  });
}
