import type { ApplicationState } from '@huzhu/domain/application/application-state';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { type InvoiceDeskTab, PAID_STATES } from '@huzhu/domain/invoice/invoice.schema';
import { type SQL, sql } from 'drizzle-orm';
import { likeLiteral } from '../column/like-literal.ts';
import type { Transaction } from '../connect.ts';

export interface InvoiceDeskRecord {
  readonly applicationNumber: string;
  readonly applicationState: ApplicationState;
  readonly unitName: string;
  readonly title: string;
  readonly amountFen: number;
  readonly since: string;
  readonly early: boolean;
  readonly payBy: CalendarDate | null;
  readonly invoiceNumber: string | null;
}

const paid = sql.join(
  PAID_STATES.map((state) => sql`${state}`),
  sql`, `,
);

/** Everything that the desk knows, one row each: requests, early requests, and invoices. */
const entries: SQL = sql`
  select 'early' as tab, e.application_id, e.title, e.amount_fen, e.created_at as since, true as early, e.pay_by, null as invoice_number
  from early_invoice e where e.state = 'pending'
  union all
  select 'open', e.application_id, e.title, e.amount_fen, e.decided_at, true, e.pay_by, null
  from early_invoice e where e.state = 'approved'
  union all
  select 'open', r.application_id, r.title, a.premium_fen, r.updated_at, false, null, null
  from invoice_request r join application a on a.id = r.application_id
  where a.state in (${paid}) and not exists (select 1 from invoice i where i.application_id = r.application_id and i.reversed_at is null)
  union all
  select 'overdue', e.application_id, e.title, e.amount_fen, e.decided_at, true, e.pay_by, i.number
  from early_invoice e left join invoice i on i.early_invoice_id = e.id and i.reversed_at is null where e.state = 'overdue'
  union all
  select 'issued', i.application_id, i.title, i.amount_fen, i.created_at, i.early_invoice_id is not null, null, i.number
  from invoice i where i.reversed_at is null`;

/** How much stands under each tab. */
export async function countInvoiceDesk(tx: Transaction): Promise<ReadonlyMap<InvoiceDeskTab, number>> {
  const rows = await tx.execute<{ tab: InvoiceDeskTab; n: number }>(
    sql`select tab, count(*)::int as n from (${entries}) e group by tab`,
  );
  return new Map([...rows].map((row) => [row.tab, row.n]));
}

/** One page of a tab: what has waited longest first, what was issued newest first. */
export async function listInvoiceDesk(
  tx: Transaction,
  filter: { readonly tab: InvoiceDeskTab; readonly query: string },
  page: { readonly limit: number; readonly offset: number },
): Promise<{ rows: InvoiceDeskRecord[]; total: number }> {
  const part = `%${likeLiteral(filter.query)}%`;
  const found = sql`
    from (${entries}) e join application a on a.id = e.application_id join unit u on u.id = a.unit_id
    where e.tab = ${filter.tab}
      and (${filter.query} = '' or a.number ilike ${part} or u.name ilike ${part} or e.title ilike ${part} or e.invoice_number like ${part})`;
  const order = filter.tab === 'issued' ? sql`e.since desc` : sql`e.since asc`;
  const rows = await tx.execute<InvoiceDeskRecord & Record<string, unknown>>(sql`
    select a.number as "applicationNumber", a.state as "applicationState", u.name as "unitName", e.title,
      e.amount_fen::float8 as "amountFen", to_char(e.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
      e.early, e.pay_by::text as "payBy", e.invoice_number as "invoiceNumber"
    ${found} order by ${order}, a.id limit ${page.limit} offset ${page.offset}`);
  const [totals] = await tx.execute<{ n: number }>(sql`select count(*)::int as n ${found}`);
  return { rows: [...rows], total: totals?.n ?? 0 };
}
