import type { ApplicationKind } from '@huzhu/domain/application/application.schema';
import type { ApplicationState } from '@huzhu/domain/application/application-state';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanCode, PlanVersion } from '@huzhu/domain/plan/plan.schema';
import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gte,
  ilike,
  inArray,
  isNotNull,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { auditEvent } from '../audit/audit.table.ts';
import { likeLiteral } from '../column/like-literal.ts';
import type { Transaction } from '../connect.ts';
import { plan, planVersion } from '../plan/plan.table.ts';
import { policy } from '../policy/policy.table.ts';
import { rosterRow } from '../roster/roster.table.ts';
import { unit } from '../unit/unit.table.ts';
import { application, applicationPlan, noticeAcceptance } from './application.table.ts';

const parentPolicy = alias(policy, 'parent_policy');

export interface ApplicationFilter {
  /** Only applications of these kinds; absent: all. */
  readonly kinds?: readonly ApplicationKind[];
  /** Only these states; absent: all but deleted. */
  readonly states?: readonly ApplicationState[];
  /** States in which it is the asker's turn: they come first. */
  readonly yours: readonly ApplicationState[];
  /** The number of the application that leads, whoever's turn it is. */
  readonly leading?: string;
  /** Behind whose turn it is. */
  readonly sort?: 'deadline' | 'waiting' | 'size';
  readonly query: string;
  readonly unitCode?: string;
  readonly plan?: PlanCode;
  /** First and last day of entry, in Shenzhen. */
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  /** In force, with an end of cover on these days. */
  readonly ending?: { readonly from: CalendarDate; readonly to: CalendarDate };
}

export interface ApplicationListRecord {
  readonly number: string;
  readonly kind: ApplicationKind;
  readonly parentNumber: string | null;
  readonly state: ApplicationState;
  readonly unitName: string;
  readonly headcount: number;
  readonly premiumFen: number | null;
  readonly plans: readonly Pick<PlanVersion, 'shortName' | 'version'>[];
  readonly acceptances: number;
  readonly rosterRows: number;
  readonly errorRows: number;
  readonly hasRoster: boolean;
  readonly updatedAt: Date;
  readonly submittedAt: Date | null;
  readonly createdAt: Date;
  readonly requestedDate: CalendarDate | null;
  readonly effectiveDate: CalendarDate | null;
  readonly endDate: CalendarDate | null;
  /** The event that led to the state; null where there is none on record. */
  readonly arrival: { readonly at: Date; readonly reason: string | null } | null;
}

/** The moment at which an application that is returned was returned. */
const returnedAt = sql`(select max(e.at) from ${auditEvent} e where e.subject_type = 'application'
  and e.subject_id = ${application.number} and e.to_state = 'returned')`;

/** What the nearest deadline is counted from: the return, or the day on which the cover should begin. Nothing else has one. */
const pressing = sql`case ${application.state} when 'returned' then (${returnedAt} at time zone 'Asia/Shanghai')::date + 30
  when 'draft' then ${application.requestedDate} end`;

/** One page of applications: the leading one, then yours first, nearest deadline first, then by last change. */
export async function listApplications(
  tx: Transaction,
  filter: ApplicationFilter,
  page: { limit: number; offset: number },
): Promise<{ rows: ApplicationListRecord[]; total: number }> {
  const where = condition(filter);
  const rows = await tx
    .select({
      id: application.id,
      number: application.number,
      kind: application.kind,
      parentNumber: parentPolicy.number,
      state: application.state,
      unitName: unit.name,
      headcount: application.headcount,
      premiumFen: application.premiumFen,
      rosterVersionId: application.rosterVersionId,
      updatedAt: application.updatedAt,
      submittedAt: application.submittedAt,
      createdAt: application.createdAt,
      requestedDate: application.requestedDate,
      effectiveDate: application.effectiveDate,
      endDate: application.endDate,
    })
    .from(application)
    .innerJoin(unit, eq(unit.id, application.unitId))
    .leftJoin(parentPolicy, eq(parentPolicy.id, application.parentPolicyId))
    .where(where)
    .orderBy(
      ...(filter.leading ? [desc(eq(application.number, filter.leading))] : []),
      ...(filter.yours.length > 0 ? [desc(inArray(application.state, [...filter.yours]))] : []),
      ...(filter.sort === 'waiting' ? [asc(application.updatedAt)] : []),
      ...(filter.sort === 'size' ? [desc(application.headcount)] : []),
      filter.ending ? asc(application.endDate) : sql`${pressing} asc nulls last`,
      desc(application.updatedAt),
      desc(application.id),
    )
    .limit(page.limit)
    .offset(page.offset);
  const [totals] = await tx
    .select({ total: count() })
    .from(application)
    .innerJoin(unit, eq(unit.id, application.unitId))
    .leftJoin(parentPolicy, eq(parentPolicy.id, application.parentPolicyId))
    .where(where);
  const ids = rows.map((row) => row.id);
  const versions = rows.flatMap((row) => (row.rosterVersionId ? [row.rosterVersionId] : []));
  const plans =
    ids.length > 0
      ? await tx
          .select({ applicationId: applicationPlan.applicationId, data: planVersion.data })
          .from(applicationPlan)
          .innerJoin(planVersion, eq(planVersion.id, applicationPlan.planVersionId))
          .where(inArray(applicationPlan.applicationId, ids))
          .orderBy(applicationPlan.position)
      : [];
  const acceptances =
    ids.length > 0
      ? await tx
          .select({ applicationId: noticeAcceptance.applicationId, n: count() })
          .from(noticeAcceptance)
          .where(inArray(noticeAcceptance.applicationId, ids))
          .groupBy(noticeAcceptance.applicationId)
      : [];
  const counts =
    versions.length > 0
      ? await tx
          .select({
            rosterVersionId: rosterRow.rosterVersionId,
            rows: count(),
            errors: sql<number>`count(*) filter (where ${rosterRow.errorCount} > 0)`.mapWith(Number),
          })
          .from(rosterRow)
          .where(and(inArray(rosterRow.rosterVersionId, versions), eq(rosterRow.state, 'active')))
          .groupBy(rosterRow.rosterVersionId)
      : [];
  const arrivals =
    rows.length > 0
      ? await tx
          .selectDistinctOn([auditEvent.subjectId, auditEvent.toState], {
            number: auditEvent.subjectId,
            to: auditEvent.toState,
            at: auditEvent.at,
            reason: auditEvent.reason,
          })
          .from(auditEvent)
          .where(
            and(
              eq(auditEvent.subjectType, 'application'),
              inArray(
                auditEvent.subjectId,
                rows.map((row) => row.number),
              ),
              isNotNull(auditEvent.toState),
            ),
          )
          .orderBy(auditEvent.subjectId, auditEvent.toState, desc(auditEvent.id))
      : [];
  return {
    total: totals?.total ?? 0,
    rows: rows.map(({ id, rosterVersionId, ...row }) => {
      const roster = counts.find((candidate) => candidate.rosterVersionId === rosterVersionId);
      return {
        ...row,
        plans: plans.filter((line) => line.applicationId === id).map((line) => line.data),
        acceptances: acceptances.find((line) => line.applicationId === id)?.n ?? 0,
        rosterRows: roster?.rows ?? 0,
        errorRows: roster?.errors ?? 0,
        hasRoster: rosterVersionId !== null,
        arrival: arrivals.find((event) => event.number === row.number && event.to === row.state) ?? null,
      };
    }),
  };
}

/** How many applications of the scope stand in each state. */
export async function countByState(
  tx: Transaction,
  kinds: readonly ApplicationKind[],
): Promise<Map<ApplicationState, number>> {
  const rows = await tx
    .select({ state: application.state, n: count() })
    .from(application)
    .where(and(ne(application.state, 'deleted'), inArray(application.kind, [...kinds])))
    .groupBy(application.state);
  return new Map(rows.map((row) => [row.state, row.n]));
}

const entryDay = sql`(${application.createdAt} at time zone 'Asia/Shanghai')::date`;

function condition(filter: ApplicationFilter): SQL | undefined {
  const like = `%${likeLiteral(filter.query)}%`;
  return and(
    ne(application.state, 'deleted'),
    filter.kinds ? inArray(application.kind, [...filter.kinds]) : undefined,
    filter.states ? inArray(application.state, [...filter.states]) : undefined,
    filter.query
      ? or(ilike(application.number, like), ilike(unit.name, like), ilike(parentPolicy.number, like))
      : undefined,
    filter.from ? gte(entryDay, filter.from) : undefined,
    filter.to ? lte(entryDay, filter.to) : undefined,
    filter.ending
      ? and(
          eq(application.state, 'in_force'),
          gte(application.endDate, filter.ending.from),
          lte(application.endDate, filter.ending.to),
        )
      : undefined,
    filter.unitCode ? eq(unit.code, filter.unitCode) : undefined,
    filter.plan
      ? exists(
          sql`(select 1 from ${applicationPlan} join ${plan} on ${plan.id} = ${applicationPlan.planId}
               where ${applicationPlan.applicationId} = ${application.id} and ${plan.code} = ${filter.plan})`,
        )
      : undefined,
  );
}
