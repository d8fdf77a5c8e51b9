import type { ApplicationState } from '@huzhu/domain/application/application-state';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { and, asc, desc, eq, inArray, isNull, lt, notInArray, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { application } from '../application/application.table.ts';
import type { Transaction } from '../connect.ts';
import { policy } from './policy.table.ts';

const supplementsOf = (policyId: number) => [
  eq(application.parentPolicyId, policyId),
  eq(application.kind, 'supplement'),
];

/** A supplement of the policy that nobody has begun to fill: no roster. Pressing the button again leads to it. */
export async function findEmptySupplement(tx: Transaction, policyId: number): Promise<string | undefined> {
  const [row] = await tx
    .select({ number: application.number })
    .from(application)
    .where(and(...supplementsOf(policyId), eq(application.state, 'draft'), isNull(application.rosterVersionId)))
    .orderBy(desc(application.id))
    .limit(1);
  return row?.number;
}

const ENDED: readonly ApplicationState[] = ['deleted', 'rejected', 'withdrawn', 'voided', 'terminated'];

/** The renewal of a policy that is under way or has become cover; undefined when there is none. */
export async function findRenewal(tx: Transaction, policyId: number): Promise<string | undefined> {
  const [row] = await tx
    .select({ number: application.number })
    .from(application)
    .where(
      and(
        eq(application.parentPolicyId, policyId),
        eq(application.kind, 'renewal'),
        notInArray(application.state, [...ENDED]),
      ),
    )
    .orderBy(desc(application.id))
    .limit(1);
  return row?.number;
}

/** States in which a supplement waits for something, and is lost when its policy ends. */
export const UNDER_WAY = [
  'pending_review',
  'returned',
  'pending_payment',
  'pending_verification',
  'pending_effective',
] as const satisfies readonly ApplicationState[];

/** Supplements under way whose policy has ended, or ends before they could begin. */
export async function findOrphanedSupplements(tx: Transaction, today: CalendarDate, limit: number): Promise<number[]> {
  const parent = alias(application, 'parent_application');
  const rows = await tx
    .select({ id: application.id })
    .from(application)
    .innerJoin(policy, eq(policy.id, application.parentPolicyId))
    .innerJoin(parent, eq(parent.id, policy.applicationId))
    .where(
      and(
        eq(application.kind, 'supplement'),
        inArray(application.state, [...UNDER_WAY]),
        or(inArray(parent.state, ['expired', 'terminated']), lt(policy.endDate, today)),
      ),
    )
    .orderBy(asc(application.id))
    .limit(limit);
  return rows.map((row) => row.id);
}

/** The supplements of a policy in these states. */
export async function findSupplementsOf(
  tx: Transaction,
  policyId: number,
  states: readonly ApplicationState[],
): Promise<number[]> {
  const rows = await tx
    .select({ id: application.id })
    .from(application)
    .where(and(...supplementsOf(policyId), inArray(application.state, [...states])))
    .orderBy(asc(application.id));
  return rows.map((row) => row.id);
}

/**
 * Policies that end within some days, were not reminded of yet and have no renewal under way; they are marked as reminded. A policy is
 * taken by one caller only.
 */
export async function takeEnding(
  tx: Transaction,
  { today, until }: { readonly today: CalendarDate; readonly until: CalendarDate },
  limit: number,
): Promise<{ policyNumber: string; applicationId: number; end: CalendarDate }[]> {
  const rows = await tx.execute<{ number: string; application_id: number | string; end_date: string }>(sql`
    update policy set renewal_reminded_at = now() where id in (
      select p.id from policy p join application a on a.id = p.application_id
      where p.renewal_reminded_at is null and a.state = 'in_force' and p.end_date between ${today}::date and ${until}::date
        and not exists (select 1 from application r where r.parent_policy_id = p.id and r.kind = 'renewal'
          and r.state <> all(${`{${ENDED.join(',')}}`}::text[]))
      order by p.end_date limit ${limit} for update of p skip locked)
    returning number, application_id, end_date::text`);
  return rows.map((row) => ({
    policyNumber: row.number,
    applicationId: Number(row.application_id),
    end: row.end_date as CalendarDate,
  }));
}
