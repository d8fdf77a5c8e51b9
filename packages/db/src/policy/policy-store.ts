import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { and, eq, lt, lte, sql } from 'drizzle-orm';
import { application } from '../application/application.table.ts';
import type { Transaction } from '../connect.ts';
import { policy, policyPlan } from './policy.table.ts';

export async function insertPolicy(
  tx: Transaction,
  values: typeof policy.$inferInsert,
  plans: readonly Omit<typeof policyPlan.$inferInsert, 'policyId' | 'unitId' | 'position'>[],
): Promise<{ id: number }> {
  const [row] = await tx.insert(policy).values(values).returning({ id: policy.id });
  if (!row) throw new Error('the policy was not inserted');
  await tx
    .insert(policyPlan)
    .values(plans.map((line, position) => ({ ...line, policyId: row.id, unitId: values.unitId, position })));
  return row;
}

/** Applications whose cover begins on or before the day. */
export async function findToActivate(tx: Transaction, today: CalendarDate, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ id: application.id })
    .from(application)
    .where(
      and(
        eq(application.state, 'pending_effective'),
        sql`${application.effectiveSetAt} is not null`,
        lte(application.effectiveDate, today),
      ),
    )
    .limit(limit);
  return rows.map((row) => row.id);
}

/** Applications in force whose last day is over. */
export async function findToExpire(tx: Transaction, today: CalendarDate, limit: number): Promise<number[]> {
  const rows = await tx
    .select({ id: application.id })
    .from(application)
    .where(and(eq(application.state, 'in_force'), lt(application.endDate, today)))
    .limit(limit);
  return rows.map((row) => row.id);
}
