import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Attempt } from '@huzhu/domain/job/attempt';
import type { LedgerRow } from '@huzhu/domain/ledger/read-ledger-row';
import type { Sql } from '../connect.ts';
import { copyBinary } from '../copy/copy-binary.ts';
import { CopyEncoder } from '../copy/copy-encoder.ts';
import { finishJob } from '../job/finish-job.ts';
import { holdAttempt, type SqlTransaction } from '../job/hold-attempt.ts';
import { inTransaction } from '../scope/in-transaction.ts';

export interface LedgerTarget extends Attempt {
  readonly ledgerVersionId: string;
  readonly unitId: number;
}

/** A line with its number sealed. */
export interface SealedLedgerRow extends Pick<LedgerRow, 'rowNumber' | 'name' | 'month' | 'insurance' | 'stopped'> {
  readonly nameKey: string;
  readonly idHash: Uint8Array;
  readonly idCipher: Uint8Array;
}

const COPY = `copy ledger_row (ledger_version_id, row_number, unit_id, id_hash, id_cipher, name, name_key, month,
  insurance, stopped) from stdin (format binary)`;
const COLUMNS = 10;

/** Stores a batch of lines, all or nothing, while the attempt is the job's (AttemptFenced). As copyRosterLines. */
export async function copyLedgerBatch(sql: Sql, target: LedgerTarget, rows: readonly SealedLedgerRow[]): Promise<void> {
  if (rows.length === 0) return;
  await inTransaction(sql, async (tx) => {
    await holdAttempt(tx, target);
    await storeLedgerRows(tx, [{ ...target, rows }]);
  });
}

/** Lines of many ledgers in one COPY, inside a transaction that holds an attempt or is nobody's (the demo). As storeLines. */
export async function storeLedgerRows(
  tx: SqlTransaction,
  ledgers: readonly (Omit<LedgerTarget, keyof Attempt> & { readonly rows: readonly SealedLedgerRow[] })[],
): Promise<void> {
  const lines = new CopyEncoder();
  for (const { ledgerVersionId, unitId, rows } of ledgers) {
    for (const row of rows) {
      lines.row(COLUMNS);
      lines.uuid(ledgerVersionId);
      lines.integer(row.rowNumber);
      lines.bigint(unitId);
      lines.bytes(row.idHash);
      lines.bytes(row.idCipher);
      lines.text(row.name);
      lines.text(row.nameKey);
      lines.text(row.month);
      lines.text(row.insurance);
      lines.boolean(row.stopped);
    }
  }
  await copyBinary(tx, COPY, [lines.take()]);
}

/** Removes what an earlier attempt stored of a version that was never published. */
export async function clearLedgerRows(sql: Sql, target: LedgerTarget): Promise<void> {
  await inTransaction(sql, async (tx) => {
    await holdAttempt(tx, target);
    await tx`
        delete from ledger_row l where l.ledger_version_id = ${target.ledgerVersionId}
          and exists (select 1 from ledger_version v where v.id = l.ledger_version_id and v.published_at is null)`;
  });
}

/**
 * The moment a version becomes the application's 社保台账: it counts, and the rows of the roster are judged by it, in one
 * transaction. An application that was submitted, deleted or given another file meanwhile keeps what it has.
 * @returns whether the version counts now
 */
export async function publishLedger(
  sql: Sql,
  target: LedgerTarget,
  read: {
    readonly applicationId: number;
    readonly sheet: string;
    readonly dataRows: number;
    readonly today: CalendarDate;
  },
): Promise<boolean> {
  const id = target.ledgerVersionId;
  return inTransaction(sql, async (tx) => {
    await finishJob(tx, target);
    const taken = await tx<{ roster: string | null }[]>`
        update application set ledger_version_id = ${id}, updated_at = now()
        where id = ${read.applicationId} and state in ('draft', 'returned')
          and exists (select 1 from ledger_version v where v.id = ${id} and v.discarded_at is null)
        returning roster_version_id as roster`;
    if (taken.length === 0) {
      await tx`update ledger_version set discarded_at = coalesce(discarded_at, now()) where id = ${id}`;
      return false;
    }
    await tx`
        with counted as (
          select month, count(distinct id_hash)::int as persons from ledger_row
          where ledger_version_id = ${id} and month <= ${read.today.slice(0, 7)}
          group by month order by month desc limit 1
        )
        update ledger_version set published_at = now(), sheet = ${read.sheet}, data_rows = ${read.dataRows},
          latest_month = (select month from counted), persons = coalesce((select persons from counted), 0)
        where id = ${id}`;
    // What was submitted stays as it was judged; a version that is copied from it is judged when it is published.
    const [roster] = await tx<{ id: string }[]>`
        select id from roster_version where id = ${taken[0]?.roster ?? null} and frozen_at is null`;
    if (roster) await tx`select judge_ledger(${read.applicationId}, ${roster.id}, ${read.today}::date)`;
    return true;
  });
}

/** A version whose file was refused, or whose import was given up, will never count. */
export async function discardLedger(sql: Sql, ledgerVersionId: string): Promise<void> {
  await sql`
    update ledger_version set discarded_at = now()
    where id = ${ledgerVersionId} and published_at is null and discarded_at is null`;
}
