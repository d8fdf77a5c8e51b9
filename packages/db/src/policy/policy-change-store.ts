import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { DocumentType } from '@huzhu/domain/person/document-type';
import type { PolicyChangeState } from '@huzhu/domain/policy/policy-change.schema';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { staff } from '../account/staff.table.ts';
import { application } from '../application/application.table.ts';
import type { Transaction } from '../connect.ts';
import { cover } from '../cover/cover.table.ts';
import { rosterRow } from '../roster/roster.table.ts';
import { unit } from '../unit/unit.table.ts';
import { endorsement, policy, policyChange, policyChangeRow } from './policy.table.ts';

export type PolicyChangeRow = typeof policyChangeRow.$inferSelect;
export type PolicyChangeRecord = typeof policyChange.$inferSelect & {
  readonly policyNumber: string;
  /** The application that the policy comes from, whose record tells of the change. */
  readonly applicationNumber: string;
  readonly unitName: string;
  readonly requestedByName: string;
  readonly rows: readonly PolicyChangeRow[];
};

/** The row of the roster behind a line of a policy's list, while its cover runs. */
export interface CoveredRow {
  readonly line: number;
  readonly applicationId: number;
  readonly rosterVersionId: string;
  readonly rowNumber: number;
  readonly name: string;
  readonly phone: string;
  readonly documentType: DocumentType | null;
  readonly idMasked: string;
}

/** The rows behind these lines (ids of cover) of a policy and its 保全, as far as their cover runs. */
export async function findCoveredRows(
  tx: Transaction,
  of: { readonly policyId: number; readonly applicationId: number },
  lines: readonly number[],
): Promise<CoveredRow[]> {
  return tx
    .select({
      line: cover.id,
      applicationId: cover.applicationId,
      rosterVersionId: cover.rosterVersionId,
      rowNumber: cover.rowNumber,
      name: rosterRow.name,
      phone: rosterRow.phone,
      documentType: rosterRow.documentType,
      idMasked: rosterRow.idMasked,
    })
    .from(cover)
    .innerJoin(
      rosterRow,
      and(eq(rosterRow.rosterVersionId, cover.rosterVersionId), eq(rosterRow.rowNumber, cover.rowNumber)),
    )
    .where(
      and(
        inArray(cover.id, [...lines]),
        eq(cover.state, 'in_force'),
        sql`${cover.applicationId} in (select ${of.applicationId}::bigint union all
          select ${endorsement.applicationId} from ${endorsement}
          where ${endorsement.policyId} = ${of.policyId} and ${endorsement.applicationId} is not null)`,
      ),
    )
    .orderBy(asc(cover.id));
}

export async function insertPolicyChange(
  tx: Transaction,
  values: typeof policyChange.$inferInsert,
  rows: readonly Omit<typeof policyChangeRow.$inferInsert, 'changeId' | 'unitId'>[],
): Promise<void> {
  const [change] = await tx.insert(policyChange).values(values).returning({ id: policyChange.id });
  if (!change) throw new Error('the change was not inserted');
  await tx.insert(policyChangeRow).values(rows.map((row) => ({ ...row, changeId: change.id, unitId: values.unitId })));
}

/** Whether one of the rows is in a change that nobody has decided. @returns the name in it */
export async function findOpenChangeOf(
  tx: Transaction,
  rows: readonly Pick<CoveredRow, 'applicationId' | 'rowNumber'>[],
): Promise<string | undefined> {
  const [row] = await tx
    .select({ before: policyChangeRow.before })
    .from(policyChangeRow)
    .innerJoin(policyChange, eq(policyChange.id, policyChangeRow.changeId))
    .where(
      and(eq(policyChange.state, 'pending'), inRows(policyChangeRow.applicationId, policyChangeRow.rowNumber, rows)),
    )
    .limit(1);
  return row?.before.name;
}

/** Changes, the newest first. */
export async function listPolicyChanges(
  tx: Transaction,
  filter: { readonly policyNumber?: string; readonly applicationNumber?: string; readonly open: boolean },
  limit: number,
): Promise<PolicyChangeRecord[]> {
  const where = and(
    filter.policyNumber ? eq(policy.number, filter.policyNumber) : undefined,
    filter.applicationNumber ? eq(application.number, filter.applicationNumber) : undefined,
    filter.open ? eq(policyChange.state, 'pending') : undefined,
  );
  return withRows(tx, await select(tx).where(where).orderBy(desc(policyChange.requestedAt)).limit(limit));
}

/** The change of that number. @param options.lock holds its row for the decision */
export async function readPolicyChange(
  tx: Transaction,
  number: string,
  options: { readonly lock?: boolean } = {},
): Promise<PolicyChangeRecord | undefined> {
  const query = select(tx).where(eq(policyChange.number, number));
  const [change] = await withRows(tx, await (options.lock ? query.for('update', { of: policyChange }) : query));
  return change;
}

/** Decides a change that waits. @returns whether it waited */
export async function decidePolicyChange(
  tx: Transaction,
  at: { readonly id: string; readonly version: number },
  decision: {
    readonly state: Exclude<PolicyChangeState, 'pending'>;
    readonly decidedBy: number;
    readonly refusal?: string;
    readonly endorsementId?: number;
  },
): Promise<boolean> {
  const rows = await tx
    .update(policyChange)
    .set({ ...decision, version: at.version + 1, decidedAt: sql`now()` })
    .where(and(eq(policyChange.id, at.id), eq(policyChange.version, at.version), eq(policyChange.state, 'pending')))
    .returning({ id: policyChange.id });
  return rows.length === 1;
}

function select(tx: Transaction) {
  return tx
    .select({
      change: policyChange,
      policyNumber: policy.number,
      applicationNumber: application.number,
      unitName: unit.name,
      requestedByName: staff.name,
    })
    .from(policyChange)
    .innerJoin(policy, eq(policy.id, policyChange.policyId))
    .innerJoin(application, eq(application.id, policy.applicationId))
    .innerJoin(unit, eq(unit.id, policyChange.unitId))
    .innerJoin(staff, eq(staff.id, policyChange.requestedBy))
    .$dynamic();
}

async function withRows(tx: Transaction, found: Awaited<ReturnType<typeof select>>): Promise<PolicyChangeRecord[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ change }) => change.id);
  const rows = await tx
    .select()
    .from(policyChangeRow)
    .where(inArray(policyChangeRow.changeId, ids))
    .orderBy(asc(policyChangeRow.applicationId), asc(policyChangeRow.rowNumber));
  return found.map(({ change, ...beside }) => ({
    ...change,
    ...beside,
    rows: rows.filter((row) => row.changeId === change.id),
  }));
}

/** Lets the cover that a row names follow the row that says it rightly (migration 0015). @returns how many lines of cover */
export async function replaceCoveredRow(
  tx: Transaction,
  at: { readonly applicationId: number; readonly rosterVersionId: string; readonly from: number; readonly to: number },
): Promise<number> {
  const [row] = await tx.execute<{ replaced: number }>(
    sql`select replace_covered_row(${at.applicationId}, ${at.from}, ${at.to}) as replaced`,
  );
  await tx
    .update(rosterRow)
    .set({ state: 'replaced' })
    .where(and(eq(rosterRow.rosterVersionId, at.rosterVersionId), eq(rosterRow.rowNumber, at.from)));
  return row?.replaced ?? 0;
}

export interface EndedCover {
  /** Tells persons apart. */
  readonly personNo: number;
  readonly planId: number;
  readonly name: string;
  readonly documentType: DocumentType | null;
  readonly idMasked: string;
  readonly shares: number;
}

/** Ends all cover that a policy gives the persons of these lines, with a day (migration 0015). */
export async function endCoverOfPersons(
  tx: Transaction,
  policyId: number,
  lines: readonly number[],
  lastDay: CalendarDate,
): Promise<EndedCover[]> {
  const rows = await tx.execute<Record<string, unknown> & Omit<EndedCover, 'planId'> & { planId: number | string }>(sql`
    select person_no as "personNo", plan_id as "planId", name, document_type as "documentType", id_masked as "idMasked", shares
    from end_cover_of_persons(${policyId}, ${`{${lines.join(',')}}`}::bigint[], ${lastDay}::date)`);
  return rows.map((row) => ({ ...row, planId: Number(row.planId) }));
}

/** The lines of cover (ids) that these rows name, while it runs. */
export async function findLinesOf(
  tx: Transaction,
  rows: readonly Pick<CoveredRow, 'applicationId' | 'rowNumber'>[],
): Promise<number[]> {
  const found = await tx
    .select({ id: cover.id })
    .from(cover)
    .where(and(inRows(cover.applicationId, cover.rowNumber, rows), eq(cover.state, 'in_force')));
  return found.map((line) => line.id);
}

const inRows = (
  applicationId: AnyPgColumn,
  rowNumber: AnyPgColumn,
  rows: readonly Pick<CoveredRow, 'applicationId' | 'rowNumber'>[],
) => {
  const pairs = rows.map((row) => sql`(${row.applicationId}::bigint, ${row.rowNumber}::int)`);
  return sql`(${applicationId}, ${rowNumber}) in (${sql.join(pairs, sql`, `)})`;
};
