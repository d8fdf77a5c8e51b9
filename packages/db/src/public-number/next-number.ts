import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { type PublicNumberKind, publicNumber } from '@huzhu/domain/public-number/public-number';
import { sql } from 'drizzle-orm';
import { publicNumberCounter } from '../application/application.table.ts';
import type { Transaction } from '../connect.ts';

/** Hands out the next public number of a kind for a day. Gaps are possible (a rolled-back transaction), doubles are not. */
export async function nextNumber(tx: Transaction, kind: PublicNumberKind, day: CalendarDate): Promise<string> {
  const [row] = await tx
    .insert(publicNumberCounter)
    .values({ kind, day, last: 1 })
    .onConflictDoUpdate({
      target: [publicNumberCounter.kind, publicNumberCounter.day],
      set: { last: sql`${publicNumberCounter.last} + 1` },
    })
    .returning({ last: publicNumberCounter.last });
  if (!row) throw new Error('the counter answered nothing');
  return publicNumber(kind, day, row.last);
}
