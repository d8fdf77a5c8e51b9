import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

export interface ReconciliationCounts {
  readonly rows: number;
  readonly absent: number;
  readonly name: number;
  readonly stopped: number;
  /** Persons of the ledger's latest month who are not on the roster. */
  readonly notEnrolled: number;
}

/** How the active rows of a roster stand against a ledger, in one pass over each. */
export async function countReconciliation(
  tx: Transaction,
  rosterVersionId: string,
  ledgerVersionId: string,
): Promise<ReconciliationCounts> {
  const [row] = await tx.execute<ReconciliationCounts & Record<string, unknown>>(sql`
    with judged as (
      select r.row_number, bool_or(i.code = 'NOT_IN_LEDGER') as absent, bool_or(i.code = 'LEDGER_NAME_MISMATCH') as name,
        bool_or(i.code in ('LEDGER_STOPPED', 'LEDGER_STALE')) as stopped
      from roster_row r
      left join row_issue i on i.roster_version_id = r.roster_version_id and i.row_number = r.row_number
      where r.roster_version_id = ${rosterVersionId}::uuid and r.state = 'active'
      group by r.row_number
    )
    select count(*)::int as rows, count(*) filter (where absent)::int as absent, count(*) filter (where name)::int as name,
      count(*) filter (where stopped)::int as stopped,
      (select count(distinct l.id_hash)::int from ledger_row l join ledger_version v on v.id = l.ledger_version_id
        where l.ledger_version_id = ${ledgerVersionId}::uuid and l.month = v.latest_month
          and not exists (
            select 1 from roster_row r where r.roster_version_id = ${rosterVersionId}::uuid and r.state = 'active'
              and r.ledger_hash = l.id_hash)) as "notEnrolled"
    from judged`);
  if (!row) throw new Error('the count answered nothing');
  return row;
}
