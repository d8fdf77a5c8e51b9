import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { setting } from './setting.table.ts';

const KEY = 'business-date-offset';

/** Days by which demo mode has moved the business date; 0 when it was never moved. */
export async function readBusinessDateOffset(tx: Pick<Transaction, 'select'>): Promise<number> {
  const [row] = await tx.select({ value: setting.value }).from(setting).where(eq(setting.key, KEY));
  return typeof row?.value === 'number' ? row.value : 0;
}

/** Moves the business date by so many days more; two who move it at once both count. */
export async function addBusinessDateOffset(tx: Transaction, days: number): Promise<void> {
  await tx
    .insert(setting)
    .values({ key: KEY, value: days })
    .onConflictDoUpdate({
      target: setting.key,
      set: { value: sql`to_jsonb((${setting.value} #>> '{}')::int + ${days}::int)`, updatedAt: sql`now()` },
    });
}
