import { and, count, eq, gt, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { file } from './file.table.ts';

export async function insertFile(tx: Transaction, values: typeof file.$inferInsert): Promise<{ id: string }> {
  const [row] = await tx.insert(file).values(values).returning({ id: file.id });
  if (!row) throw new Error('the file was not inserted');
  return row;
}

/** Uploads within the last day that were kept, of one member of staff and of one unit, for the quotas. */
export async function countRecentUploads(
  tx: Transaction,
  of: { readonly staffId: number; readonly unitId: number },
): Promise<{ byAccount: number; byUnit: number; bytesByUnit: number }> {
  const lately = gt(file.createdAt, sql`now() - interval '1 day'`);
  const [account] = await tx
    .select({ n: count() })
    .from(file)
    .where(and(eq(file.uploadedBy, of.staffId), lately));
  const [unit] = await tx
    .select({ n: count(), bytes: sql<string>`coalesce(sum(${file.size}), 0)` })
    .from(file)
    .where(and(eq(file.unitId, of.unitId), lately));
  return { byAccount: account?.n ?? 0, byUnit: unit?.n ?? 0, bytesByUnit: Number(unit?.bytes ?? 0) };
}

export async function readFileRecord(tx: Transaction, id: string) {
  const [row] = await tx.select().from(file).where(eq(file.id, id));
  return row;
}
