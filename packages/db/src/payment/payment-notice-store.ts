import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { and, count, desc, eq, gte, inArray, isNull, lt, lte, sql } from 'drizzle-orm';
import { application } from '../application/application.table.ts';
import type { Transaction } from '../connect.ts';
import { paymentNotice } from './payment.table.ts';

export type PaymentNoticeRecord = typeof paymentNotice.$inferSelect;

export async function insertNotice(
  tx: Transaction,
  values: typeof paymentNotice.$inferInsert,
): Promise<PaymentNoticeRecord> {
  const [row] = await tx.insert(paymentNotice).values(values).returning();
  if (!row) throw new Error('the notice was not inserted');
  return row;
}

/** How many notices the application has had: the next one is 第 n+1 版. */
export async function countNotices(tx: Transaction, applicationId: number): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(paymentNotice)
    .where(eq(paymentNotice.applicationId, applicationId));
  return row?.n ?? 0;
}

/** The last notice of an application, voided or not; undefined before the first approval. */
export async function readLastNotice(tx: Transaction, applicationId: number): Promise<PaymentNoticeRecord | undefined> {
  const [row] = await tx
    .select()
    .from(paymentNotice)
    .where(eq(paymentNotice.applicationId, applicationId))
    .orderBy(desc(paymentNotice.version))
    .limit(1);
  return row;
}

export async function readNotice(
  tx: Transaction,
  id: number,
  { lock = false } = {},
): Promise<PaymentNoticeRecord | undefined> {
  const query = tx.select().from(paymentNotice).where(eq(paymentNotice.id, id));
  const [row] = await (lock ? query.for('update') : query);
  return row;
}

/** Voids the notice that stands. @returns its number, undefined when none stood */
export async function voidNotice(tx: Transaction, applicationId: number, reason: string): Promise<string | undefined> {
  const [row] = await tx
    .update(paymentNotice)
    .set({ voidedAt: sql`now()`, voidReason: reason })
    .where(and(eq(paymentNotice.applicationId, applicationId), isNull(paymentNotice.voidedAt)))
    .returning({ number: paymentNotice.number });
  return row?.number;
}

/** The first time somebody of the unit opens it counts. */
export async function markNoticeOpened(tx: Transaction, id: number): Promise<void> {
  await tx
    .update(paymentNotice)
    .set({ openedAt: sql`now()` })
    .where(and(eq(paymentNotice.id, id), isNull(paymentNotice.openedAt)));
}

export async function setNoticeFile(tx: Transaction, id: number, fileId: string): Promise<void> {
  await tx.update(paymentNotice).set({ fileId }).where(eq(paymentNotice.id, id));
}

/** Notices due until that day of which nobody was reminded yet: marked as reminded, and given. */
export async function takeDueSoon(
  tx: Transaction,
  due: { readonly today: CalendarDate; readonly until: CalendarDate },
  limit: number,
): Promise<Pick<PaymentNoticeRecord, 'applicationId' | 'totalFen' | 'dueOn'>[]> {
  const soon = tx
    .select({ id: paymentNotice.id })
    .from(paymentNotice)
    .innerJoin(application, eq(application.id, paymentNotice.applicationId))
    .where(
      and(
        isNull(paymentNotice.voidedAt),
        isNull(paymentNotice.remindedAt),
        gte(paymentNotice.dueOn, due.today),
        lte(paymentNotice.dueOn, due.until),
        eq(application.state, 'pending_payment'),
      ),
    )
    .limit(limit)
    .for('update', { of: paymentNotice, skipLocked: true });
  return tx.update(paymentNotice).set({ remindedAt: sql`now()` }).where(inArray(paymentNotice.id, soon)).returning({
    applicationId: paymentNotice.applicationId,
    totalFen: paymentNotice.totalFen,
    dueOn: paymentNotice.dueOn,
  });
}

/** Applications whose notice stands and was due before the day: what the timer voids. */
export async function findOverdue(tx: Transaction, today: CalendarDate, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ applicationId: paymentNotice.applicationId })
    .from(paymentNotice)
    .where(and(isNull(paymentNotice.voidedAt), lt(paymentNotice.dueOn, today)))
    .limit(limit);
  return rows.map((row) => row.applicationId);
}
