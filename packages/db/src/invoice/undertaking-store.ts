import { desc, eq } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { undertaking } from './invoice.table.ts';

export type UndertakingRecord = typeof undertaking.$inferSelect;

export async function insertUndertaking(
  tx: Transaction,
  values: typeof undertaking.$inferInsert,
): Promise<UndertakingRecord> {
  const [row] = await tx.insert(undertaking).values(values).returning();
  if (!row) throw new Error('the undertaking was not inserted');
  return row;
}

/** The one that was filled in last. */
export async function readLastUndertaking(
  tx: Transaction,
  applicationId: number,
): Promise<UndertakingRecord | undefined> {
  const [row] = await tx
    .select()
    .from(undertaking)
    .where(eq(undertaking.applicationId, applicationId))
    .orderBy(desc(undertaking.version))
    .limit(1);
  return row;
}

export async function readUndertaking(
  tx: Transaction,
  id: number,
  { lock = false } = {},
): Promise<UndertakingRecord | undefined> {
  const query = tx.select().from(undertaking).where(eq(undertaking.id, id));
  const [row] = await (lock ? query.for('update') : query);
  return row;
}

export async function setUndertakingFile(tx: Transaction, id: number, fileId: string): Promise<void> {
  await tx.update(undertaking).set({ fileId }).where(eq(undertaking.id, id));
}
