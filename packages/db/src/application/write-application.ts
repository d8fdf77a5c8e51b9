import type { ApplicationState } from '@huzhu/domain/application/application-state';
import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { application, applicationPlan, noticeAcceptance } from './application.table.ts';

export async function insertApplication(
  tx: Transaction,
  values: typeof application.$inferInsert,
): Promise<{ id: number; number: string }> {
  const [row] = await tx
    .insert(application)
    .values(values)
    .returning({ id: application.id, number: application.number });
  if (!row) throw new Error('the application was not inserted');
  return row;
}

/** Puts these plans in place of whatever was ticked before. */
export async function replacePlans(
  tx: Transaction,
  applicationId: number,
  unitId: number,
  plans: readonly { planId: number; planVersionId: number; shares: number }[],
): Promise<void> {
  await tx.delete(applicationPlan).where(eq(applicationPlan.applicationId, applicationId));
  if (plans.length === 0) return;
  await tx
    .insert(applicationPlan)
    .values(plans.map((line, position) => ({ ...line, applicationId, unitId, position })));
}

type Fields = Partial<
  Pick<
    typeof application.$inferInsert,
    | 'unitId'
    | 'requestedDate'
    | 'effectiveDate'
    | 'endDate'
    | 'contact'
    | 'headcount'
    | 'premiumFen'
    | 'submittedBy'
    | 'submittedAt'
    | 'effectiveSetAt'
    | 'effectiveSetBy'
    | 'rosterVersionId'
    | 'carriedRosterVersionId'
  >
>;

/**
 * The one way an application changes: a conditional update on (state, version) that counts the version up.
 * @returns the new version, or undefined when somebody else was faster
 */
export async function changeApplication(
  tx: Transaction,
  at: { id: number; state: ApplicationState; version: number },
  fields: Fields & { state?: ApplicationState },
): Promise<number | undefined> {
  const [row] = await tx
    .update(application)
    .set({ ...fields, version: sql`${application.version} + 1`, updatedAt: sql`now()` })
    .where(and(eq(application.id, at.id), eq(application.state, at.state), eq(application.version, at.version)))
    .returning({ version: application.version });
  return row?.version;
}

/** The list changed, which counts its own revisions: only the time of the last save is another. */
export async function touchApplication(tx: Transaction, id: number): Promise<void> {
  await tx.update(application).set({ updatedAt: sql`now()` }).where(eq(application.id, id));
}

export async function insertAcceptance(tx: Transaction, values: typeof noticeAcceptance.$inferInsert): Promise<void> {
  await tx.insert(noticeAcceptance).values(values).onConflictDoNothing();
}
