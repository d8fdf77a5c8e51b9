import type { ApplicationState } from '@huzhu/domain/application/application-state';
import { and, desc, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { application } from './application.table.ts';

export interface EarlierApplication {
  readonly number: string;
  readonly state: ApplicationState;
  readonly rosterVersionId: string;
  readonly headcount: number;
}

const COVERED = ['in_force', 'expired'] as const;
const SUBMITTED = [
  'pending_review',
  'returned',
  'pending_payment',
  'pending_verification',
  'pending_effective',
] as const;

/** What a unit last enrolled: its latest cover, or, before it has any, its latest submitted application. */
export async function readLastEnrolled(
  tx: Transaction,
  unitId: number,
  exceptId: number,
): Promise<EarlierApplication | undefined> {
  const [row] = await tx
    .select({
      number: application.number,
      state: application.state,
      rosterVersionId: application.rosterVersionId,
      headcount: application.headcount,
    })
    .from(application)
    .where(
      and(
        eq(application.unitId, unitId),
        ne(application.id, exceptId),
        // A supplement's roster names only who joined.
        ne(application.kind, 'supplement'),
        inArray(application.state, [...COVERED, ...SUBMITTED]),
        isNotNull(application.rosterVersionId),
      ),
    )
    .orderBy(
      desc(inArray(application.state, [...COVERED])),
      sql`${application.effectiveDate} desc nulls last`,
      desc(application.submittedAt),
    )
    .limit(1);
  return row?.rosterVersionId ? { ...row, rosterVersionId: row.rosterVersionId } : undefined;
}

export interface RosterDifference {
  readonly joined: number;
  readonly left: number;
  readonly changed: number;
  readonly unchanged: number;
  /** 份 in all, when everybody who changed changed alike. */
  readonly changedFrom: number | null;
  readonly changedTo: number | null;
}

/** Who joined, left or changed their 份 from one roster to another: one statement by person, however many. */
export async function compareRosters(tx: Transaction, before: string, now: string): Promise<RosterDifference> {
  // 0 份 of a plan is not being enrolled in it: the two must compare equal.
  const persons = (rosterVersionId: string) => sql`
    select r.id_hash, coalesce(sum(s.value::int), 0)::int as total,
      coalesce(string_agg(s.key || '=' || s.value, ',' order by s.key), '') as shares
    from roster_row r left join lateral jsonb_each_text(r.shares) s on s.value <> '0'
    where r.roster_version_id = ${rosterVersionId}::uuid and r.state = 'active' and r.id_hash is not null
    group by r.id_hash, r.row_number`;
  const [row] = await tx.execute<{
    joined: number;
    left: number;
    changed: number;
    unchanged: number;
    alike: boolean;
    from_total: number | null;
    to_total: number | null;
  }>(sql`
    with before as (select distinct on (id_hash) * from (${persons(before)}) b order by id_hash),
      now as (select distinct on (id_hash) * from (${persons(now)}) n order by id_hash),
      pair as (
        select before.id_hash is null as joined, now.id_hash is null as left_now,
          before.shares is distinct from now.shares as differs, before.total as from_total, now.total as to_total
        from before full join now using (id_hash)
      ), counted as (
        select count(*) filter (where joined)::int as joined, count(*) filter (where left_now)::int as left,
          count(*) filter (where not joined and not left_now and differs)::int as changed,
          count(*) filter (where not joined and not left_now and not differs)::int as unchanged
        from pair
      ), moved as (
        select min(from_total) as from_total, max(from_total) as from_most, min(to_total) as to_total,
          max(to_total) as to_most
        from pair where not joined and not left_now and differs
      )
    select counted.*, from_total = from_most and to_total = to_most and from_total <> to_total as alike,
      from_total, to_total
    from counted, moved`);
  const alike = row?.alike === true;
  return {
    joined: row?.joined ?? 0,
    left: row?.left ?? 0,
    changed: row?.changed ?? 0,
    unchanged: row?.unchanged ?? 0,
    changedFrom: alike ? (row?.from_total ?? null) : null,
    changedTo: alike ? (row?.to_total ?? null) : null,
  };
}
