import type { Role } from '@huzhu/domain/access/role';
import type { NotificationKind } from '@huzhu/domain/notification/notification.schema';
import { and, count, desc, eq, isNull, lte, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { notification } from './notification.table.ts';

/**
 * One notification for each account that is concerned: the unit's own operators and managers, or all who hold the society's
 * role. In the transaction of the act.
 */
export async function insertNotifications(
  tx: Transaction,
  to: { readonly unitId: number; readonly roles: readonly Role[]; readonly except: number | null },
  what: { readonly kind: NotificationKind; readonly applicationNumber: string; readonly sentence: string },
): Promise<void> {
  await tx.execute(sql`
    insert into notification (staff_id, kind, application_number, sentence)
    select staff_id, ${what.kind}, ${what.applicationNumber}, ${what.sentence}
    from staff_to_notify(${to.unitId}, ${`{${to.roles.join(',')}}`}::text[])
    where staff_id is distinct from ${to.except}`);
}

/** The newest of one account. */
export async function listNotifications(tx: Transaction, staffId: number, limit: number) {
  return tx
    .select()
    .from(notification)
    .where(eq(notification.staffId, staffId))
    .orderBy(desc(notification.id))
    .limit(limit);
}

export async function countUnread(tx: Transaction, staffId: number): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(notification)
    .where(and(eq(notification.staffId, staffId), isNull(notification.readAt)));
  return row?.n ?? 0;
}

/** Read are all of the account up to the one that was newest on the page. */
export async function markRead(tx: Transaction, staffId: number, upTo: number): Promise<void> {
  await tx
    .update(notification)
    .set({ readAt: sql`now()` })
    .where(and(eq(notification.staffId, staffId), lte(notification.id, upTo), isNull(notification.readAt)));
}
