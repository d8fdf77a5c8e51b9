import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { CoverCategory, CoverState } from '@huzhu/domain/policy/policy.schema';
import { and, asc, count, desc, eq, gt, lt, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { application, applicationPlan } from '../application/application.table.ts';
import type { Transaction } from '../connect.ts';
import { planVersion } from '../plan/plan.table.ts';
import { endorsement, policy } from '../policy/policy.table.ts';
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
  readonly category: CoverCategory;
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
  category: cover.category,
  state: cover.state,
};

const itsRow = and(eq(rosterRow.rosterVersionId, cover.rosterVersionId), eq(rosterRow.rowNumber, cover.rowNumber));
const itsPlan = and(eq(applicationPlan.applicationId, cover.applicationId), eq(applicationPlan.planId, cover.planId));

/**
 * Where a line stands in the list of a policy: its own persons first, then those of each 保全 in turn, by row. One number, so that a page
 * can go on after it; rows are numbered far below the factor.
 */
const place = sql<number>`(coalesce(${endorsement.sequence}, 0)::bigint * 10000000 + ${cover.rowNumber})`.mapWith(
  Number,
);

/** The lines of a person and plan: 续保 first, then 新保 or 增加 (the words of the column happen to fall so). */
const inOrder = [asc(place), asc(cover.planId), desc(cover.category), asc(cover.id)];

const itsEndorsement = eq(endorsement.applicationId, cover.applicationId);

/** Cover that came with these applications: a policy's own and those of its 保全. */
export type CoverOf =
  | { readonly policy: { readonly id: number; readonly applicationId: number } }
  | { readonly applicationId: number };

function belongsTo(of: CoverOf): SQL | undefined {
  if ('applicationId' in of) return eq(cover.applicationId, of.applicationId);
  return sql`${cover.applicationId} in (select ${of.policy.applicationId}::bigint union all
    select e.application_id from endorsement e where e.policy_id = ${of.policy.id} and e.application_id is not null)`;
}

/**
 * The cover of a policy, or of one 保全, in the order of the list, after a place of it (keyset). A person's lines are never parted: a full
 * page leaves out the last person, who begins the next one.
 */
export async function listCoverOf(
  tx: Transaction,
  of: CoverOf,
  filter: PersonFilter,
  page: { readonly after: number; readonly limit: number },
): Promise<{ rows: CoverRecord[]; total: number; next: number | null }> {
  const where = and(belongsTo(of), personCondition(filter));
  const found = await tx
    .select({ ...COLUMNS, place })
    .from(cover)
    .innerJoin(rosterRow, itsRow)
    .innerJoin(applicationPlan, itsPlan)
    .innerJoin(planVersion, eq(planVersion.id, applicationPlan.planVersionId))
    .leftJoin(endorsement, itsEndorsement)
    .where(and(where, gt(place, page.after)))
    .orderBy(...inOrder)
    .limit(page.limit);
  const [totals] = await tx.select({ total: count() }).from(cover).innerJoin(rosterRow, itsRow).where(where);
  const isFull = found.length === page.limit;
  const whole = isFull ? found.filter((row) => row.place !== found.at(-1)?.place) : found;
  return {
    rows: whole.map(({ place: _, ...row }) => row),
    total: totals?.total ?? 0,
    next: isFull ? (whole.at(-1)?.place ?? null) : null,
  };
}

/** All cover of a policy, or of one application, in the order of the list. */
export async function readAllCoverOf(tx: Transaction, of: CoverOf): Promise<CoverRecord[]> {
  return allCoverOf(tx, of);
}

/**
 * The same in batches, read through a cursor of this transaction: one snapshot, sorted once, and memory holds a batch. Pages by keyset
 * would sort the whole list for each of them. One at a time in a transaction.
 */
export async function* streamAllCoverOf(
  tx: Transaction,
  of: CoverOf,
  batch = 1_000,
): AsyncGenerator<CoverRecord[], void, undefined> {
  await tx.execute(sql`declare all_cover no scroll cursor for ${allCoverOf(tx, of)}`);
  const next = sql`fetch ${sql.raw(String(batch))} from all_cover`;
  for (;;) {
    const rows = await tx.execute(next);
    if (rows.length > 0) yield rows.map(recordOf);
    if (rows.length < batch) break;
  }
  // Not after an error: that has ended the transaction, and the cursor with it.
  await tx.execute(sql`close all_cover`);
}

function allCoverOf(tx: Transaction, of: CoverOf) {
  return tx
    .select(COLUMNS)
    .from(cover)
    .innerJoin(rosterRow, itsRow)
    .innerJoin(applicationPlan, itsPlan)
    .innerJoin(planVersion, eq(planVersion.id, applicationPlan.planVersionId))
    .leftJoin(endorsement, itsEndorsement)
    .where(belongsTo(of))
    .orderBy(...inOrder);
}

/** drizzle reads rows of its own statements only; those of a cursor have their columns in the order in which it wrote them. */
function recordOf(row: Readonly<Record<string, unknown>>): CoverRecord {
  const values = Object.values(row);
  const fields = Object.entries<PgColumn>(COLUMNS).map(([field, column], at) => {
    const value = values[at];
    return [field, value === null ? null : column.mapFromDriverValue(value)];
  });
  return Object.fromEntries(fields) as CoverRecord;
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
    .leftJoin(endorsement, itsEndorsement)
    .leftJoin(policy, or(eq(policy.applicationId, cover.applicationId), eq(policy.id, endorsement.policyId)))
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
    // As an array, whose few ids the index is asked for: of a set the planner expects a thousand rows and walks through all cover, newest
    // first, to meet fifty of them.
    return sql`${cover.id} = any(array(select cover_id from cover_of_person(array[${hashes}])))`;
  }
  if (!text) return undefined;
  return /^\d{7,}$/.test(text) ? ofPhone(text) : nameCondition(text);
}

/** Likewise from the few rows with this number to their cover, by the application that they belong to. */
function ofPhone(phone: string): SQL {
  return sql`${cover.id} = any(array(
    select c.id from roster_row r join roster_version v on v.id = r.roster_version_id
      join cover c on c.application_id = v.application_id and c.row_number = r.row_number and c.roster_version_id = v.id
    where r.phone = ${phone}))`;
}
