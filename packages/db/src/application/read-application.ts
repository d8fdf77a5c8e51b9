import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { PolicyState } from '@huzhu/domain/policy/policy.schema';
import { and, asc, eq, ne } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { noticeText, plan, planVersion } from '../plan/plan.table.ts';
import { policy } from '../policy/policy.table.ts';
import { unit } from '../unit/unit.table.ts';
import { application, applicationPlan, noticeAcceptance } from './application.table.ts';

export interface ApplicationPlanRecord {
  readonly planId: number;
  readonly planVersionId: number;
  readonly shares: number;
  readonly version: PlanVersion;
  readonly notice: { readonly id: number; readonly hash: string };
}

export interface ParentPolicyRecord {
  readonly policyId: number;
  readonly policyNumber: string;
  readonly applicationId: number;
  readonly applicationNumber: string;
  readonly state: PolicyState;
  readonly start: CalendarDate;
  readonly end: CalendarDate;
}

export type ApplicationRecord = typeof application.$inferSelect & {
  readonly unit: {
    readonly code: string;
    readonly name: string;
    readonly creditCode: string | null;
    readonly socialInsuranceNumber: string | null;
  };
  readonly plans: readonly ApplicationPlanRecord[];
  /** The policy that it is added to (保全) or goes on from (续保); null for a 参保. */
  readonly parent: ParentPolicyRecord | null;
  readonly acceptances: readonly { readonly noticeTextId: number; readonly acceptedAt: Date }[];
};

/**
 * An application by its public number, as far as the scope shows it (a foreign one is as missing as a wrong number).
 * @param options.lock holds the row for the rest of the transaction: everything that changes it takes this lock first
 */
export async function readApplication(
  tx: Transaction,
  where: { readonly number: string } | { readonly id: number },
  options: { readonly lock?: boolean; readonly deleted?: boolean } = {},
): Promise<ApplicationRecord | undefined> {
  const query = tx
    .select()
    .from(application)
    .where(
      and(
        'number' in where ? eq(application.number, where.number) : eq(application.id, where.id),
        options.deleted ? undefined : ne(application.state, 'deleted'),
      ),
    );
  const [row] = await (options.lock ? query.for('update') : query);
  if (!row) return undefined;
  const [unitRow] = await tx
    .select({
      code: unit.code,
      name: unit.name,
      creditCode: unit.creditCode,
      socialInsuranceNumber: unit.socialInsuranceNumber,
    })
    .from(unit)
    .where(eq(unit.id, row.unitId));
  if (!unitRow) return undefined;
  const plans = await tx
    .select({
      planId: applicationPlan.planId,
      planVersionId: applicationPlan.planVersionId,
      shares: applicationPlan.shares,
      version: planVersion.data,
      noticeId: noticeText.id,
      noticeHash: noticeText.hash,
    })
    .from(applicationPlan)
    .innerJoin(plan, eq(plan.id, applicationPlan.planId))
    .innerJoin(planVersion, eq(planVersion.id, applicationPlan.planVersionId))
    .innerJoin(noticeText, eq(noticeText.planVersionId, planVersion.id))
    .where(eq(applicationPlan.applicationId, row.id))
    .orderBy(asc(applicationPlan.position), asc(noticeText.id));
  const acceptances = await tx
    .select({ noticeTextId: noticeAcceptance.noticeTextId, acceptedAt: noticeAcceptance.acceptedAt })
    .from(noticeAcceptance)
    .where(eq(noticeAcceptance.applicationId, row.id));
  // A plan version whose notice was revised has several texts: the last one is what has to be read now.
  const byPlan = new Map(plans.map((line) => [line.planId, line]));
  return {
    ...row,
    unit: unitRow,
    parent: row.parentPolicyId === null ? null : await readParent(tx, row.parentPolicyId),
    plans: [...byPlan.values()].map(({ noticeId, noticeHash, ...line }) => ({
      ...line,
      notice: { id: noticeId, hash: noticeHash },
    })),
    acceptances,
  };
}

/** A policy as its supplements and its renewal see it. */
async function readParent(tx: Transaction, policyId: number): Promise<ParentPolicyRecord | null> {
  const [row] = await tx
    .select({
      policyId: policy.id,
      policyNumber: policy.number,
      applicationId: application.id,
      applicationNumber: application.number,
      state: application.state,
      start: policy.startDate,
      end: policy.endDate,
    })
    .from(policy)
    .innerJoin(application, eq(application.id, policy.applicationId))
    .where(eq(policy.id, policyId));
  return row ? { ...row, state: row.state as PolicyState } : null;
}
