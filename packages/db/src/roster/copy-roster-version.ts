import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

/**
 * A copy of a frozen roster version that the unit may change after a return (domain.md, Lifecycle): same file, same row numbers,
 * same findings; what was deleted stays out, what was 不予承保 is judged anew. The import's job is copied with it as it ended,
 * because a version without one was never imported. A few statements however many rows there are.
 * @returns the id of the new version, not yet the application's roster
 */
export async function copyRosterVersion(tx: Transaction, rosterVersionId: string): Promise<string> {
  const [copy] = await tx.execute<{ id: string }>(sql`
    insert into roster_version (application_id, unit_id, file_id, file_hash, copied_from, reference_date, ledger_month,
      sheet, mapping, date1904, layout, data_rows, skipped_rows, published_at)
    select application_id, unit_id, file_id, file_hash, id, reference_date, ledger_month,
      sheet, mapping, date1904, layout, data_rows, skipped_rows, now()
    from roster_version where id = ${rosterVersionId} returning id`);
  if (!copy) throw new Error('the roster version is not there');
  await tx.execute(sql`
    insert into job (name, subject_type, subject_id, unit_id, application_id, payload, state, stage, done, total, progress, attempts,
      max_attempts, queued_at, created_at, started_at, finished_at)
    select name, subject_type, ${copy.id}, unit_id, application_id, jsonb_build_object('rosterVersionId', ${copy.id}::text), state, stage,
      done, total, progress, attempts, max_attempts, queued_at, created_at, started_at, finished_at
    from job where subject_type = 'roster_version' and subject_id = ${rosterVersionId}
    order by created_at desc limit 1`);
  await tx.execute(sql`
    insert into roster_row (roster_version_id, row_number, unit_id, sheet_row, name, search_key, document_type, id_cipher,
      id_hash, id_masked, sex, birth_date, phone, shares, hire_date, note, employee_name, ledger_hash, ledger_name,
      raw_cipher, hidden, state, corrected, revision, error_count, warning_count)
    select ${copy.id}, row_number, unit_id, sheet_row, name, search_key, document_type, id_cipher,
      id_hash, id_masked, sex, birth_date, phone, shares, hire_date, note, employee_name, ledger_hash, ledger_name,
      raw_cipher, hidden, 'active', corrected, revision, error_count, warning_count
    from roster_row where roster_version_id = ${rosterVersionId} and state <> 'deleted'`);
  await tx.execute(sql`
    insert into row_issue (roster_version_id, row_number, unit_id, code, severity, field, plan_code, details)
    select ${copy.id}, i.row_number, i.unit_id, i.code, i.severity, i.field, i.plan_code, i.details
    from row_issue i join roster_row r on r.roster_version_id = i.roster_version_id and r.row_number = i.row_number
    where i.roster_version_id = ${rosterVersionId} and r.state <> 'deleted'`);
  return copy.id;
}
