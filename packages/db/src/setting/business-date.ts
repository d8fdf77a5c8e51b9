import { eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { setting } from './setting.table.ts';

const KEY = 'business-date-offset';

/** Days by which demo mode has moved the business date; 0 when it was never moved. */
export async function readBusinessDateOffset(tx: Pick<Transaction, 'select'>): Promise<number> {
  const [row] = await tx.select({ value: setting.value }).from(setting).where(eq(setting.key, KEY));
  return typeof row?.value === 'number' ? row.value : 0;
}
