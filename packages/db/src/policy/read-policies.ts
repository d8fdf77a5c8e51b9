import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanCode, PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { PolicyState } from '@huzhu/domain/policy/policy.schema';
import { and, count, desc, eq, exists, gte, ilike, inArray, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { application } from '../application/application.table.ts';
import { likeLiteral } from '../column/like-literal.ts';
import type { Transaction } from '../connect.ts';
import { invoice } from '../invoice/invoice.table.ts';
import { plan, planVersion } from '../plan/plan.table.ts';
import { unit } from '../unit/unit.table.ts';
import { endorsement, endorsementPlan, policy, policyPlan } from './policy.table.ts';

export interface PolicyFilter {
  readonly query: string;
  readonly unitCode?: string;
  readonly plan?: PlanCode;
  readonly state?: PolicyState;
  /** Cover that touches these days. */
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  /** In force, with a last day on these days. */
  readonly ending?: { readonly from: CalendarDate; readonly to: CalendarDate };
}

export type PolicyRecord = typeof policy.$inferSelect & {
  readonly applicationNumber: string;
  readonly state: PolicyState;
  readonly invoiceNumber: string | null;
  readonly unit: {
    readonly code: string;
    readonly name: string;
    readonly creditCode: string | null;
    readonly socialInsuranceNumber: string | null;
  };
  readonly plans: readonly PolicyPlanRecord[];
  /** What the policy's 保全 add to what its own row states. */
  readonly endorsed: PolicyFigures & { readonly count: number };
};

export interface PolicyFigures {
  readonly headcount: number;
  readonly shares: number;
  readonly premiumFen: number;
}

export interface PolicyPlanRecord extends PolicyFigures {
  readonly planId: number;
  readonly version: PlanVersion;
  /** What the 保全 add to the plan. */
  readonly endorsed: PolicyFigures;
}

/** One page of policies, the newest first. */
export async function listPolicies(
  tx: Transaction,
  filter: PolicyFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ rows: PolicyRecord[]; total: number }> {
  const where = condition(filter);
  const rows = await select(tx)
    .where(where)
    .orderBy(desc(policy.startDate), desc(policy.id))
    .limit(page.limit)
    .offset(page.offset);
  const [totals] = await tx
    .select({ total: count() })
    .from(policy)
    .innerJoin(application, eq(application.id, policy.applicationId))
    .innerJoin(unit, eq(unit.id, policy.unitId))
    .where(where);
  return { rows: await withPlans(tx, rows), total: totals?.total ?? 0 };
}

/** The policy of that number or id, as far as the scope shows it. @param options.lock holds its row */
export async function readPolicy(
  tx: Transaction,
  where: { readonly number: string } | { readonly id: number },
  options: { readonly lock?: boolean } = {},
): Promise<PolicyRecord | undefined> {
  const query = select(tx).where('number' in where ? eq(policy.number, where.number) : eq(policy.id, where.id));
  const [row] = await withPlans(tx, await (options.lock ? query.for('update', { of: policy }) : query));
  return row;
}

/** The policy that an application became; undefined for a supplement, and before the cover began. */
export async function findPolicyOf(tx: Transaction, applicationId: number): Promise<{ id: number } | undefined> {
  const [row] = await tx.select({ id: policy.id }).from(policy).where(eq(policy.applicationId, applicationId));
  return row;
}

export async function setPolicyFile(tx: Transaction, id: number, fileId: string): Promise<void> {
  await tx.update(policy).set({ fileId }).where(eq(policy.id, id));
}

function select(tx: Transaction) {
  return (
    tx
      .select({
        policy,
        applicationNumber: application.number,
        state: application.state,
        invoiceNumber: invoice.number,
        unit: {
          code: unit.code,
          name: unit.name,
          creditCode: unit.creditCode,
          socialInsuranceNumber: unit.socialInsuranceNumber,
        },
      })
      .from(policy)
      .innerJoin(application, eq(application.id, policy.applicationId))
      .innerJoin(unit, eq(unit.id, policy.unitId))
      // At most one stands.
      .leftJoin(invoice, and(eq(invoice.applicationId, policy.applicationId), isNull(invoice.reversedAt)))
      .$dynamic()
  );
}

async function withPlans(tx: Transaction, rows: Awaited<ReturnType<typeof select>>): Promise<PolicyRecord[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.policy.id);
  const lines = await tx
    .select({ line: policyPlan, version: planVersion.data })
    .from(policyPlan)
    .innerJoin(planVersion, eq(planVersion.id, policyPlan.planVersionId))
    .where(inArray(policyPlan.policyId, ids))
    .orderBy(policyPlan.position);
  const added = await tx
    .select({
      policyId: endorsement.policyId,
      planId: endorsementPlan.planId,
      headcount: total(endorsementPlan.headcount),
      shares: total(endorsementPlan.shares),
      premiumFen: total(endorsementPlan.premiumFen),
    })
    .from(endorsementPlan)
    .innerJoin(endorsement, eq(endorsement.id, endorsementPlan.endorsementId))
    .where(inArray(endorsement.policyId, ids))
    .groupBy(endorsement.policyId, endorsementPlan.planId);
  const sums = await tx
    .select({
      policyId: endorsement.policyId,
      count: count(),
      headcount: total(endorsement.headcount),
      shares: total(endorsement.shares),
      premiumFen: total(endorsement.premiumFen),
    })
    .from(endorsement)
    .where(inArray(endorsement.policyId, ids))
    .groupBy(endorsement.policyId);
  const figures = ({ headcount, shares, premiumFen }: PolicyFigures) => ({ headcount, shares, premiumFen });
  return rows.map((row) => ({
    ...row.policy,
    endorsed: withoutPolicy(sums.find((sum) => sum.policyId === row.policy.id)),
    applicationNumber: row.applicationNumber,
    // A policy's application is in force or was.
    state: row.state as PolicyState,
    invoiceNumber: row.invoiceNumber,
    unit: row.unit,
    plans: lines
      .filter(({ line }) => line.policyId === row.policy.id)
      .map(({ line: { planId, headcount, shares, premiumFen }, version }) => ({
        planId,
        version,
        headcount,
        shares,
        premiumFen,
        endorsed: figures(added.find((sum) => sum.policyId === row.policy.id && sum.planId === planId) ?? NOTHING),
      })),
  }));
}

const NOTHING = { headcount: 0, shares: 0, premiumFen: 0 };
const total = (column: AnyPgColumn) => sql<number>`sum(${column})`.mapWith(Number);

function withoutPolicy(sum: (PolicyFigures & { count: number }) | undefined): PolicyRecord['endorsed'] {
  const { count: endorsements, headcount, shares, premiumFen } = sum ?? { ...NOTHING, count: 0 };
  return { count: endorsements, headcount, shares, premiumFen };
}

function condition(filter: PolicyFilter): SQL | undefined {
  const part = `%${likeLiteral(filter.query)}%`;
  return and(
    filter.query ? or(ilike(policy.number, part), ilike(application.number, part), ilike(unit.name, part)) : undefined,
    filter.unitCode ? eq(unit.code, filter.unitCode) : undefined,
    filter.state ? eq(application.state, filter.state) : undefined,
    filter.ending
      ? and(
          eq(application.state, 'in_force'),
          gte(policy.endDate, filter.ending.from),
          lte(policy.endDate, filter.ending.to),
        )
      : undefined,
    filter.from ? gte(policy.endDate, filter.from) : undefined,
    filter.to ? lte(policy.startDate, filter.to) : undefined,
    filter.plan
      ? exists(
          sql`(select 1 from ${policyPlan} join ${plan} on ${plan.id} = ${policyPlan.planId}
               where ${policyPlan.policyId} = ${policy.id} and ${plan.code} = ${filter.plan})`,
        )
      : undefined,
  );
}
