import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { staff } from '../account/staff.table.ts';
import type { Transaction } from '../connect.ts';
import { reviewMark } from './review.table.ts';

export async function insertMark(tx: Transaction, values: typeof reviewMark.$inferInsert): Promise<void> {
  await tx.insert(reviewMark).values(values);
}

/** Takes an open mark back. @returns whether there was one */
export async function removeMark(tx: Transaction, applicationId: number, id: string): Promise<boolean> {
  const rows = await tx
    .delete(reviewMark)
    .where(and(eq(reviewMark.id, id), eq(reviewMark.applicationId, applicationId), isNull(reviewMark.returnedAt)))
    .returning({ id: reviewMark.id });
  return rows.length === 1;
}

/** The open marks go to the unit. @returns how many */
export async function returnMarks(tx: Transaction, applicationId: number): Promise<number> {
  const rows = await tx
    .update(reviewMark)
    .set({ returnedAt: sql`now()` })
    .where(and(eq(reviewMark.applicationId, applicationId), isNull(reviewMark.returnedAt)))
    .returning({ id: reviewMark.id });
  return rows.length;
}

/** All marks of an application with who set them, in the order of the rows. */
export async function listMarks(tx: Transaction, applicationId: number) {
  return tx
    .select({
      id: reviewMark.id,
      rosterVersionId: reviewMark.rosterVersionId,
      rowNumber: reviewMark.rowNumber,
      field: reviewMark.field,
      sentence: reviewMark.sentence,
      by: staff.name,
      createdAt: reviewMark.createdAt,
      returnedAt: reviewMark.returnedAt,
    })
    .from(reviewMark)
    .innerJoin(staff, eq(staff.id, reviewMark.markedBy))
    .where(eq(reviewMark.applicationId, applicationId))
    .orderBy(sql`${reviewMark.rowNumber} nulls first`, asc(reviewMark.createdAt));
}
