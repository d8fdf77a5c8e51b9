import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { CoverState } from '@huzhu/domain/policy/policy.schema';
import { and, asc, count, desc, eq, gt, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { application, applicationPlan } from '../application/application.table.ts';
import type { Transaction } from '../connect.ts';
import { planVersion } from '../plan/plan.table.ts';
import { policy } from '../policy/policy.table.ts';
import { nameCondition } from '../roster/read-rows.ts';
import { rosterRow } from '../roster/roster.table.ts';
import { unit } from '../unit/unit.table.ts';
import { cover } from './cover.table.ts';

/** Cover of one person under one plan, with what its roster row tells of the person. */
export interface CoverRecord {
  readonly id: number;
  readonly planId: number;
  readonly rowNumber: number;
  readonly name: string;
  readonly documentType: (typeof rosterRow.$inferSelect)['documentType'];
  readonly idMasked: string;
  readonly version: PlanVersion;
  readonly shares: number;
  readonly startDate: CalendarDate;
  readonly endDate: CalendarDate;
  readonly waitEnd: CalendarDate | null;
  readonly state: CoverState;
}

export interface PersonCoverRecord extends CoverRecord {
  readonly unitName: string;
  readonly applicationNumber: string;
  readonly policyNumber: string | null;
}

export interface PersonFilter {
  /** Part of a name, or of its pinyin; or a whole telephone number. */
  readonly text: string;
  /** Keyed hashes of a whole ID number, under every key that is still known. */
  readonly idHashes: readonly Uint8Array[];
}

const COLUMNS = {
  id: cover.id,
  planId: cover.planId,
  rowNumber: cover.rowNumber,
  name: cover.name,
  documentType: rosterRow.documentType,
  idMasked: rosterRow.idMasked,
  version: planVersion.data,
  shares: cover.shares,
  startDate: cover.startDate,
  endDate: cover.endDate,
  waitEnd: cover.waitEnd,
  state: cover.state,
};

const itsRow = and(eq(rosterRow.rosterVersionId, cover.rosterVersionId), eq(rosterRow.rowNumber, cover.rowNumber));
const itsPlan = and(eq(applicationPlan.applicationId, cover.applicationId), eq(applicationPlan.planId, cover.planId));

/**
 * The cover of a policy in the order of the roster, after a row of it (keyset). A person's lines are never parted: a full page
 * leaves out the last person, who begins the next one.
 */
export async function listCoverOf(
  tx: Transaction,
  applicationId: number,
  filter: PersonFilter,
  page: { readonly after: number; readonly limit: number },
): Promise<{ rows: CoverRecord[]; total: number; next: number | null }> {
  const where = and(eq(cover.applicationId, applicationId), personCondition(filter));
  const rows = await tx
    .select(COLUMNS)
    .from(cover)
    .innerJoin(rosterRow, itsRow)
    .innerJoin(applicationPlan, itsPlan)
    .innerJoin(planVersion, eq(planVersion.id, applicationPlan.planVersionId))
    .where(and(where, gt(cover.rowNumber, page.after)))
    .orderBy(asc(cover.rowNumber), asc(cover.planId), asc(cover.startDate))
    .limit(page.limit);
  const [totals] = await tx.select({ total: count() }).from(cover).innerJoin(rosterRow, itsRow).where(where);
  const isFull = rows.length === page.limit;
  const whole = isFull ? rows.filter((row) => row.rowNumber !== rows.at(-1)?.rowNumber) : rows;
  return { rows: whole, total: totals?.total ?? 0, next: isFull ? (whole.at(-1)?.rowNumber ?? null) : null };
}

/** All cover of a policy in the order of the roster, and whether it goes on from earlier cover of the same person and plan. */
export async function readAllCoverOf(
  tx: Transaction,
  applicationId: number,
): Promise<(CoverRecord & { readonly renewed: boolean })[]> {
  return tx
    .select({
      ...COLUMNS,
      renewed: sql<boolean>`exists (select 1 from cover earlier where earlier.person_id = ${cover.personId}
        and earlier.plan_id = ${cover.planId} and earlier.id <> ${cover.id} and earlier.end_date = ${cover.startDate} - 1)`,
    })
    .from(cover)
    .innerJoin(rosterRow, itsRow)
    .innerJoin(applicationPlan, itsPlan)
    .innerJoin(planVersion, eq(planVersion.id, applicationPlan.planVersionId))
    .where(eq(cover.applicationId, applicationId))
    .orderBy(asc(cover.rowNumber), asc(cover.startDate));
}

/** 个人保单查询: cover of whoever fits, the newest first, before an id (keyset). */
export async function searchCover(
  tx: Transaction,
  filter: PersonFilter,
  page: { readonly before?: number | undefined; readonly limit: number },
): Promise<PersonCoverRecord[]> {
  return tx
    .select({
      ...COLUMNS,
      unitName: unit.name,
      applicationNumber: application.number,
      policyNumber: policy.number,
    })
    .from(cover)
    .innerJoin(rosterRow, itsRow)
    .innerJoin(applicationPlan, itsPlan)
    .innerJoin(planVersion, eq(planVersion.id, applicationPlan.planVersionId))
    .innerJoin(application, eq(application.id, cover.applicationId))
    .innerJoin(unit, eq(unit.id, cover.unitId))
    .leftJoin(policy, eq(policy.applicationId, cover.applicationId))
    .where(and(personCondition(filter), page.before === undefined ? undefined : lt(cover.id, page.before)))
    .orderBy(desc(cover.id))
    .limit(page.limit);
}

function personCondition({ text, idHashes }: PersonFilter): SQL | undefined {
  if (idHashes.length > 0) {
    const hashes = sql.join(
      idHashes.map((hash) => sql`${Buffer.from(hash)}::bytea`),
      sql`, `,
    );
    return inArray(cover.id, sql`(select cover_id from cover_of_person(array[${hashes}]))`);
  }
  if (!text) return undefined;
  return /^\d{7,}$/.test(text) ? eq(rosterRow.phone, text) : nameCondition(text);
}
