import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PolicyState } from '@huzhu/domain/policy/policy.schema';
import { and, asc, eq, isNull, max, sql } from 'drizzle-orm';
import { application } from '../application/application.table.ts';
import type { Transaction } from '../connect.ts';
import { invoice } from '../invoice/invoice.table.ts';
import { unit } from '../unit/unit.table.ts';
import { endorsement, endorsementPlan, policy } from './policy.table.ts';

export type EndorsementRecord = typeof endorsement.$inferSelect & {
  readonly policyNumber: string;
  readonly policyApplicationId: number;
  readonly unitName: string;
  readonly applicationNumber: string | null;
  readonly invoiceNumber: string | null;
};

/** Which 保全 of its policy the next one is. The caller holds the policy's row. */
export async function nextSequence(tx: Transaction, policyId: number): Promise<number> {
  const [row] = await tx
    .select({ last: max(endorsement.sequence) })
    .from(endorsement)
    .where(eq(endorsement.policyId, policyId));
  return (row?.last ?? 0) + 1;
}

export async function insertEndorsement(
  tx: Transaction,
  values: typeof endorsement.$inferInsert,
  plans: readonly Omit<typeof endorsementPlan.$inferInsert, 'endorsementId' | 'unitId'>[],
): Promise<{ id: number }> {
  const [row] = await tx.insert(endorsement).values(values).returning({ id: endorsement.id });
  if (!row) throw new Error('the endorsement was not inserted');
  if (plans.length > 0) {
    await tx
      .insert(endorsementPlan)
      .values(plans.map((line) => ({ ...line, endorsementId: row.id, unitId: values.unitId })));
  }
  return row;
}

/** How many persons an application adds to a policy, in all (null) and per plan: whoever is on it already is no new head. */
export async function countNewPersons(
  tx: Transaction,
  policyId: number,
  applicationId: number,
): Promise<Map<number | null, number>> {
  const rows = await tx.execute<{ plan_id: number | string | null; persons: number }>(
    sql`select plan_id, persons from count_new_persons(${policyId}, ${applicationId})`,
  );
  return new Map(rows.map((row) => [row.plan_id === null ? null : Number(row.plan_id), row.persons]));
}

/** The 保全 of a policy, the first one first. */
export async function listEndorsements(tx: Transaction, policyId: number): Promise<EndorsementRecord[]> {
  return flatten(await select(tx).where(eq(endorsement.policyId, policyId)).orderBy(asc(endorsement.sequence)));
}

/** @param options.lock holds its row */
export async function readEndorsement(
  tx: Transaction,
  where: { readonly number: string } | { readonly id: number },
  options: { readonly lock?: boolean } = {},
): Promise<EndorsementRecord | undefined> {
  const query = select(tx).where(
    'number' in where ? eq(endorsement.number, where.number) : eq(endorsement.id, where.id),
  );
  const [row] = flatten(await (options.lock ? query.for('update', { of: endorsement }) : query));
  return row;
}

export async function setEndorsementFile(tx: Transaction, id: number, fileId: string): Promise<void> {
  await tx.update(endorsement).set({ fileId }).where(eq(endorsement.id, id));
}

function select(tx: Transaction) {
  return (
    tx
      .select({
        endorsement,
        policyNumber: policy.number,
        policyApplicationId: policy.applicationId,
        unitName: unit.name,
        applicationNumber: application.number,
        invoiceNumber: invoice.number,
      })
      .from(endorsement)
      .innerJoin(policy, eq(policy.id, endorsement.policyId))
      .innerJoin(unit, eq(unit.id, endorsement.unitId))
      .leftJoin(application, eq(application.id, endorsement.applicationId))
      // At most one stands.
      .leftJoin(invoice, and(eq(invoice.applicationId, endorsement.applicationId), isNull(invoice.reversedAt)))
      .$dynamic()
  );
}

const flatten = (rows: Awaited<ReturnType<typeof select>>): EndorsementRecord[] =>
  rows.map(({ endorsement: own, ...beside }) => ({ ...own, ...beside }));

export interface VerifiedEndorsementRecord {
  readonly number: string;
  readonly policyNumber: string;
  readonly unitName: string;
  readonly sequence: number;
  readonly start: CalendarDate;
  readonly end: CalendarDate;
  readonly state: PolicyState;
  readonly headcount: number;
  readonly documentVersion: number;
  readonly contentHash: string;
  readonly issuedOn: CalendarDate;
}

/** The 保全单 whose paper shows this code, whoever asks: no person and no amount (migration 0014, verify_endorsement). */
export async function findVerifiedEndorsement(
  tx: Transaction,
  code: string,
): Promise<VerifiedEndorsementRecord | undefined> {
  const [row] = await tx.execute<Record<string, unknown> & VerifiedEndorsementRecord>(sql`
    select number, policy_number as "policyNumber", unit_name as "unitName", sequence, start_date::text as start,
      end_date::text as "end", state, headcount, document_version as "documentVersion", content_hash as "contentHash",
      issued_on::text as "issuedOn"
    from verify_endorsement(${code})`);
  return row;
}
