import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

/** Gives the application's cover its term and state; the waits follow from the first day. @returns how many rows of cover */
export async function settleCover(
  tx: Transaction,
  applicationId: number,
  term: { readonly start: CalendarDate; readonly end: CalendarDate },
  state: 'reserved' | 'pending' | 'in_force',
): Promise<number> {
  const [row] = await tx.execute<{ settled: number }>(
    sql`select settle_cover(${applicationId}, ${term.start}::date, ${term.end}::date, ${state}) as settled`,
  );
  return row?.settled ?? 0;
}

/** The cover of an application that ran: over with its last day, or with an earlier one (终止). */
export async function endCover(tx: Transaction, applicationId: number, lastDay: CalendarDate): Promise<number> {
  const [row] = await tx.execute<{ ended: number }>(sql`select end_cover(${applicationId}, ${lastDay}::date) as ended`);
  return row?.ended ?? 0;
}
