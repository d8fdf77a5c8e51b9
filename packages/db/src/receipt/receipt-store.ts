import type { ApplicationState } from '@huzhu/domain/application/application-state';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { ReceiptState } from '@huzhu/domain/receipt/receipt.schema';
import { and, asc, count, desc, eq, ilike, inArray, or, sql } from 'drizzle-orm';
import { application } from '../application/application.table.ts';
import { likeLiteral } from '../column/like-literal.ts';
import type { Transaction } from '../connect.ts';
import { unit } from '../unit/unit.table.ts';
import { bankStatement, receipt, receiptClaim } from './receipt.table.ts';

export type ReceiptRecord = typeof receipt.$inferSelect;
export type NewReceipt = Omit<typeof receipt.$inferInsert, 'statementId'>;

/** A statement with its lines; those that were imported before are left out. @returns how many were new */
export async function insertStatement(
  tx: Transaction,
  statement: { readonly fileName: string; readonly fileHash: Uint8Array; readonly importedBy: number },
  lines: readonly NewReceipt[],
): Promise<number> {
  const [row] = await tx
    .insert(bankStatement)
    .values({ ...statement, lines: lines.length, added: 0 })
    .returning({ id: bankStatement.id });
  if (!row) throw new Error('the statement was not inserted');
  let added = 0;
  for (let from = 0; from < lines.length; from += 1_000) {
    const batch = lines.slice(from, from + 1_000).map((line) => ({ ...line, statementId: row.id }));
    const inserted = await tx
      .insert(receipt)
      .values(batch)
      .onConflictDoNothing({ target: receipt.fingerprint })
      .returning({ id: receipt.id });
    added += inserted.length;
  }
  return added;
}

export async function countReceipts(tx: Transaction): Promise<ReadonlyMap<ReceiptState, number>> {
  const rows = await tx.select({ state: receipt.state, n: count() }).from(receipt).groupBy(receipt.state);
  return new Map(rows.map((row) => [row.state, row.n]));
}

/** One page of a tab: the open ones oldest first, the others newest first. */
export async function listReceipts(
  tx: Transaction,
  filter: { readonly state: ReceiptState; readonly query: string },
  page: { readonly limit: number; readonly offset: number },
): Promise<{ rows: ReceiptRecord[]; total: number }> {
  const part = `%${likeLiteral(filter.query)}%`;
  const where = and(
    eq(receipt.state, filter.state),
    filter.query
      ? or(ilike(receipt.payerName, part), ilike(receipt.remark, part), ilike(receipt.reference, part))
      : undefined,
  );
  const order =
    filter.state === 'open' ? [asc(receipt.receivedOn), asc(receipt.id)] : [desc(receipt.receivedOn), desc(receipt.id)];
  const rows = await tx
    .select()
    .from(receipt)
    .where(where)
    .orderBy(...order)
    .limit(page.limit)
    .offset(page.offset);
  const [totals] = await tx.select({ n: count() }).from(receipt).where(where);
  return { rows, total: totals?.n ?? 0 };
}

/** Receipts in the order of their ids, held until the transaction ends. */
export async function lockReceipts(tx: Transaction, ids: readonly string[]): Promise<ReceiptRecord[]> {
  return tx
    .select()
    .from(receipt)
    .where(inArray(receipt.id, [...ids]))
    .orderBy(asc(receipt.id))
    .for('update');
}

/** So much more of it is claimed; nothing left means settled. */
export async function claimReceipt(
  tx: Transaction,
  claim: typeof receiptClaim.$inferInsert & { readonly claimedBy: number },
): Promise<void> {
  await tx.insert(receiptClaim).values(claim);
  await tx
    .update(receipt)
    .set({
      claimedFen: sql`${receipt.claimedFen} + ${claim.amountFen}`,
      state: sql`case when ${receipt.claimedFen} + ${claim.amountFen} >= ${receipt.amountFen} then 'settled' else 'open' end`,
      handledBy: claim.claimedBy,
      handledAt: sql`now()`,
    })
    .where(eq(receipt.id, claim.receiptId));
}

export async function changeReceipt(
  tx: Transaction,
  id: string,
  values: { readonly state: ReceiptState; readonly note: string; readonly handledBy: number },
): Promise<void> {
  await tx
    .update(receipt)
    .set({ ...values, handledAt: sql`now()` })
    .where(eq(receipt.id, id));
}

export interface ClaimRecord {
  readonly receiptId: string;
  readonly applicationNumber: string;
  readonly unitName: string;
  readonly amountFen: number;
  readonly refund: boolean;
}

/** Where these receipts went. */
export async function listClaims(tx: Transaction, receiptIds: readonly string[]): Promise<ClaimRecord[]> {
  if (receiptIds.length === 0) return [];
  const rows = await tx
    .select({
      receiptId: receiptClaim.receiptId,
      applicationNumber: application.number,
      unitName: unit.name,
      amountFen: receiptClaim.amountFen,
      refundId: receiptClaim.refundId,
    })
    .from(receiptClaim)
    .innerJoin(application, eq(application.id, receiptClaim.applicationId))
    .innerJoin(unit, eq(unit.id, application.unitId))
    .where(inArray(receiptClaim.receiptId, [...receiptIds]))
    .orderBy(asc(receiptClaim.claimedAt));
  return rows.map(({ refundId, ...row }) => ({ ...row, refund: refundId !== null }));
}

export interface CandidateRecord {
  readonly applicationNumber: string;
  readonly version: number;
  readonly state: ApplicationState;
  readonly unitName: string;
  readonly noticeNumber: string;
  readonly matchCode: string;
  readonly totalFen: number;
  readonly voided: boolean;
  readonly payerName: string | null;
  readonly serialNumber: string | null;
}

/**
 * Applications that these receipts may pay: whose code or notice number stands in a remark, whatever became of them; and those
 * that wait for money of one of these amounts, or stated one of these 流水号.
 */
export async function findCandidates(
  tx: Transaction,
  by: {
    readonly codes: readonly string[];
    readonly noticeNumbers: readonly string[];
    readonly amounts: readonly number[];
    readonly references: readonly string[];
  },
): Promise<CandidateRecord[]> {
  const texts = (list: readonly string[]) => sql`${sql.param([...list])}::text[]`;
  const rows = await tx.execute<CandidateRecord & Record<string, unknown>>(sql`
    select a.number as "applicationNumber", a.version, a.state, u.name as "unitName", n.number as "noticeNumber",
      n.match_code as "matchCode", n.total_fen::float8 as "totalFen", n.voided_at is not null as voided,
      p.payer_name as "payerName", p.serial_number as "serialNumber"
    from payment_notice n
    join application a on a.id = n.application_id
    join unit u on u.id = a.unit_id
    left join payment p on p.application_id = a.id and p.state = 'submitted'
    where n.match_code = any(${texts(by.codes)}) or n.number = any(${texts(by.noticeNumbers)})
      or (n.voided_at is null and a.state in ('pending_payment', 'pending_verification')
        and (n.total_fen = any(${sql.param([...by.amounts])}::bigint[]) or p.serial_number = any(${texts(by.references)})))`);
  return [...rows];
}

export interface DayLine {
  readonly kind: 'receipt' | 'by_hand' | 'refund';
  readonly payerName: string;
  readonly reference: string;
  readonly amountFen: number;
  readonly claimedFen: number;
  readonly state: string;
  readonly applications: string[];
}

/** What one day brought: receipts of the statements, confirmations without a receipt, refunds that arrived. */
export async function readDay(tx: Transaction, day: CalendarDate): Promise<DayLine[]> {
  const rows = await tx.execute<DayLine & Record<string, unknown>>(sql`
    select 'receipt' as kind, r.payer_name as "payerName", r.reference, r.amount_fen::float8 as "amountFen",
      r.claimed_fen::float8 as "claimedFen", r.state,
      array(select distinct a.number from receipt_claim c join application a on a.id = c.application_id
        where c.receipt_id = r.id order by 1) as applications
    from receipt r where r.received_on = ${day}
    union all
    select 'by_hand', p.payer_name, coalesce(p.bank_reference, ''), p.received_fen::float8, p.received_fen::float8, 'confirmed',
      array[a.number]
    from payment p join application a on a.id = p.application_id
    where p.state = 'confirmed' and p.received_on = ${day}
      and not exists (select 1 from receipt_claim c where c.payment_id = p.id)
    union all
    select 'refund', coalesce(f.payee_name, ''), coalesce(f.bank_reference, ''), f.amount_fen::float8, 0, f.state, array[a.number]
    from refund f join application a on a.id = f.application_id
    where f.state = 'refunded' and f.paid_on = ${day}`);
  return [...rows];
}

/** What was confirmed with that day as 到账日期. */
export async function sumConfirmed(tx: Transaction, day: CalendarDate): Promise<{ count: number; fen: number }> {
  const [row] = await tx.execute<{ count: number; fen: number }>(sql`
    select count(*)::int as count, coalesce(sum(received_fen), 0)::float8 as fen from payment
    where state = 'confirmed' and received_on = ${day}`);
  return { count: row?.count ?? 0, fen: row?.fen ?? 0 };
}
