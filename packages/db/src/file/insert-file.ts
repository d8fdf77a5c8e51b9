import { and, count, eq, gt, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { file } from './file.table.ts';

export async function insertFile(tx: Transaction, values: typeof file.$inferInsert): Promise<{ id: string }> {
  const [row] = await tx.insert(file).values(values).returning({ id: file.id });
  if (!row) throw new Error('the file was not inserted');
  return row;
}

/** Uploads of one member of staff within the last day, for the quota. */
export async function countRecentUploads(tx: Transaction, staffId: number): Promise<number> {
  const [row] = await tx
    .select({ n: count() })
    .from(file)
    .where(and(eq(file.uploadedBy, staffId), gt(file.createdAt, sql`now() - interval '1 day'`)));
  return row?.n ?? 0;
}

export async function readFileRecord(tx: Transaction, id: string) {
  const [row] = await tx.select().from(file).where(eq(file.id, id));
  return row;
}
