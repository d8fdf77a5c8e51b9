import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

/** Judges rows (all, when none are named) by the 社保台账 that counts, and counts their issues anew: judge_ledger(). */
export async function judgeLedger(
  tx: Transaction,
  target: {
    readonly applicationId: number;
    readonly rosterVersionId: string;
    readonly today: CalendarDate;
    readonly rowNumbers?: readonly number[];
  },
): Promise<void> {
  const rows = target.rowNumbers ? sql`${`{${target.rowNumbers.join(',')}}`}::int[]` : sql`null`;
  await tx.execute(
    sql`select judge_ledger(${target.applicationId}, ${target.rosterVersionId}, ${target.today}::date, ${rows})`,
  );
}

/** The same for all rows, when a month has passed since the ledger was last asked: lines have grown old, others begin to speak. */
export async function judgeLedgerOfMonth(
  tx: Transaction,
  target: { readonly applicationId: number; readonly rosterVersionId: string; readonly today: CalendarDate },
): Promise<void> {
  const [passed] = await tx.execute(sql`
    select 1 from roster_version v join application a on a.id = v.application_id
    where v.id = ${target.rosterVersionId} and a.ledger_version_id is not null
      and v.ledger_month is distinct from ${target.today.slice(0, 7)}`);
  if (passed) await judgeLedger(tx, target);
}
