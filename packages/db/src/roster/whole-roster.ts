import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

/**
 * Runs statements that join a whole roster with something else. A roster that was copied a moment ago is in no statistics: the
 * planner expects one row of it and compares every row with every row, half a minute for 10,000. Hash joins are right
 * whatever it expects. (judge_ledger() does the same within.)
 */
export async function joiningWhole<T>(tx: Transaction, run: () => Promise<T>): Promise<T> {
  await tx.execute(sql`set local enable_nestloop = off`);
  const result = await run();
  await tx.execute(sql`set local enable_nestloop = on`);
  return result;
}
