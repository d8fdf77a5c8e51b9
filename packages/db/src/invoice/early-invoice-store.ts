import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import {
  EARLY_INVOICE_TRANSITIONS,
  type EarlyInvoiceEvent,
  type EarlyInvoiceState,
} from '@huzhu/domain/invoice/early-invoice-state';
import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { staff } from '../account/staff.table.ts';
import type { Transaction } from '../connect.ts';
import { earlyInvoice } from './invoice.table.ts';

export type EarlyInvoiceRecord = typeof earlyInvoice.$inferSelect;
type Decision = Partial<Pick<typeof earlyInvoice.$inferInsert, 'decidedBy' | 'refusal'>>;

export async function insertEarlyInvoice(tx: Transaction, values: typeof earlyInvoice.$inferInsert): Promise<void> {
  await tx.insert(earlyInvoice).values(values);
}

/** All requests of an application, newest first, with who made them. */
export async function listEarlyInvoices(tx: Transaction, applicationId: number) {
  const rows = await tx
    .select({ early: earlyInvoice, requestedBy: staff.name })
    .from(earlyInvoice)
    .innerJoin(staff, eq(staff.id, earlyInvoice.requestedBy))
    .where(eq(earlyInvoice.applicationId, applicationId))
    .orderBy(desc(earlyInvoice.createdAt));
  return rows.map((row) => ({ ...row.early, requestedByName: row.requestedBy }));
}

/** The application's request that stands in one of the states an event leads from. */
export async function readEarlyInvoiceFor(
  tx: Transaction,
  applicationId: number,
  event: EarlyInvoiceEvent,
): Promise<EarlyInvoiceRecord | undefined> {
  const [row] = await tx
    .select()
    .from(earlyInvoice)
    .where(and(eq(earlyInvoice.applicationId, applicationId), inArray(earlyInvoice.state, [...fromOf(event)])));
  return row;
}

/** One conditional update on (state, version). @returns whether nobody was faster */
export async function moveEarlyInvoice(
  tx: Transaction,
  at: Pick<EarlyInvoiceRecord, 'id' | 'state' | 'version'>,
  to: EarlyInvoiceState,
  decision: Decision = {},
): Promise<boolean> {
  const rows = await tx
    .update(earlyInvoice)
    .set({ ...decision, state: to, version: sql`${earlyInvoice.version} + 1`, decidedAt: sql`now()` })
    .where(and(eq(earlyInvoice.id, at.id), eq(earlyInvoice.state, at.state), eq(earlyInvoice.version, at.version)))
    .returning({ id: earlyInvoice.id });
  return rows.length === 1;
}

/** What becomes of an application's request when the application itself moves, with its row locked. @returns whether there was one */
export async function carryEarlyInvoice(
  tx: Transaction,
  applicationId: number,
  event: Extract<EarlyInvoiceEvent, 'close' | 'pay'>,
  refusal?: string,
): Promise<boolean> {
  const early = await readEarlyInvoiceFor(tx, applicationId, event);
  if (!early) return false;
  return moveEarlyInvoice(tx, early, EARLY_INVOICE_TRANSITIONS[event].to, refusal ? { refusal } : {});
}

/** Issued, and not paid by the day that the unit promised: what the timer marks. */
export async function findLapsed(tx: Transaction, today: CalendarDate, limit: number): Promise<EarlyInvoiceRecord[]> {
  return tx
    .select()
    .from(earlyInvoice)
    .where(and(inArray(earlyInvoice.state, [...fromOf('lapse')]), lt(earlyInvoice.payBy, today)))
    .limit(limit)
    .for('update', { skipLocked: true });
}

const fromOf = (event: EarlyInvoiceEvent): readonly EarlyInvoiceState[] => EARLY_INVOICE_TRANSITIONS[event].from;
