import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { StoredMapping } from '@huzhu/domain/roster/column-mapping.schema';
import type { RosterLayout } from '@huzhu/domain/roster/match-header';
import type { Sql } from '../connect.ts';
import { finishJob } from '../job/finish-job.ts';
import type { SqlTransaction } from '../job/hold-attempt.ts';
import { inTransaction } from '../scope/in-transaction.ts';
import type { RosterTarget } from './copy-rows.ts';
import { rememberHeader } from './header-mapping-store.ts';

export interface ReadRoster {
  readonly applicationId: number;
  readonly sheet: string;
  readonly date1904: boolean;
  readonly dataRows: number;
  readonly skippedRows: readonly { readonly row: number; readonly reason: string }[];
  readonly referenceDate: CalendarDate;
  /** The business date: the ledger is asked by its month. */
  readonly today: CalendarDate;
  /** How the file's columns were found, where the header alone did not say it. */
  readonly mapping?: StoredMapping | undefined;
  /** The columns of the file; a version that was copied has those of its source already. */
  readonly layout: RosterLayout | null;
  /** The version the rows were taken from, when they did not come from the file. */
  readonly copiedFrom: string | null;
}

/**
 * The moment a version becomes the application's roster: everything is stored, one transaction makes it count.
 * An application that was submitted, deleted or given another file meanwhile keeps what it has.
 * @returns whether the version counts now
 */
export async function publishRoster(sql: Sql, target: RosterTarget, read: ReadRoster): Promise<boolean> {
  const id = target.rosterVersionId;
  return inTransaction(sql, async (tx) => {
    // First, as the fence; and in this transaction, so that no crash falls between the rows and the job's end.
    await finishJob(tx, target);
    const taken = await tx`
        update application set roster_version_id = ${id}, updated_at = now()
        where id = ${read.applicationId} and state in ('draft', 'returned')
          and exists (select 1 from roster_version v where v.id = ${id} and v.discarded_at is null)
        returning id`;
    if (taken.length === 0) {
      await tx`update roster_version set discarded_at = coalesce(discarded_at, now()) where id = ${id}`;
      await removeRows(tx, id);
      return false;
    }
    await tx`
        update roster_version set published_at = now(), sheet = ${read.sheet}, date1904 = ${read.date1904},
          data_rows = ${read.dataRows}, skipped_rows = ${JSON.stringify(read.skippedRows)}::text::jsonb,
          reference_date = ${read.referenceDate},
          layout = coalesce(layout, ${read.layout && JSON.stringify(read.layout)}::text::jsonb)
        where id = ${id}`;
    if (read.mapping) {
      await tx`update roster_version set mapping = ${JSON.stringify(read.mapping)}::text::jsonb where id = ${id}`;
      await rememberHeader(tx, target.unitId, read.mapping);
    }
    if (read.copiedFrom) {
      // What the unit did by hand goes with the rows: the mark 已修改, and deleted rows with their undo. Two whole rosters are
      // joined, of which one is in no statistics yet (see whole-roster.ts).
      await tx`set local enable_nestloop = off`;
      await tx`
          update roster_row r set corrected = o.corrected, revision = o.revision + 1, sheet_row = o.sheet_row
          from roster_row o
          where r.roster_version_id = ${id} and o.roster_version_id = ${read.copiedFrom} and o.row_number = r.row_number`;
      await tx`
          insert into roster_row (roster_version_id, row_number, unit_id, sheet_row, name, search_key, document_type,
            id_cipher, id_hash, id_masked, sex, birth_date, phone, shares, hire_date, note, employee_name, ledger_hash,
            ledger_name, raw_cipher, hidden, state, deletion_id, corrected, revision, error_count, warning_count)
          select ${id}, row_number, unit_id, sheet_row, name, search_key, document_type, id_cipher, id_hash, id_masked, sex,
            birth_date, phone, shares, hire_date, note, employee_name, ledger_hash, ledger_name, raw_cipher, hidden, state,
            deletion_id, corrected, revision, error_count, warning_count
          from roster_row where roster_version_id = ${read.copiedFrom} and state = 'deleted'`;
      await tx`set local enable_nestloop = on`;
    }
    await tx`select judge_ledger(${read.applicationId}, ${id}, ${read.today}::date)`;
    return true;
  });
}

/** A version whose file was refused, or whose import was given up, will never count: nothing of it stays but the version itself. */
export async function discardRoster(sql: Sql, rosterVersionId: string): Promise<void> {
  await inTransaction(sql, async (tx) => {
    const discarded = await tx`
      update roster_version set discarded_at = coalesce(discarded_at, now())
      where id = ${rosterVersionId} and published_at is null returning 1`;
    if (discarded.length > 0) await removeRows(tx, rosterVersionId);
  });
}

/** Nobody reads the rows of a version that will never count, and they are about persons. */
async function removeRows(tx: SqlTransaction, rosterVersionId: string): Promise<void> {
  await tx`delete from row_issue where roster_version_id = ${rosterVersionId}`;
  await tx`delete from roster_row where roster_version_id = ${rosterVersionId}`;
}
