import type { ErrorDetails } from '@huzhu/domain/error/domain-error';
import type { IssueCode, Severity } from '@huzhu/domain/roster/issue-codes';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';

export interface AnnotatedRecord {
  readonly rowNumber: number;
  /** The row of its own sheet; null when it was made by hand. */
  readonly sheetRow: number | null;
  readonly rawCipher: Uint8Array;
  readonly issues: readonly {
    readonly code: IssueCode;
    readonly severity: Severity;
    readonly field: RosterField | 'row';
    readonly planCode: string | null;
    readonly details: ErrorDetails;
  }[];
}

/** The active rows of a roster with what is wrong in them, in row order, in batches through a cursor of this transaction (streamAllCoverOf). */
export async function* streamAnnotatedRows(
  tx: Transaction,
  rosterVersionId: string,
  batch = 1_000,
): AsyncGenerator<AnnotatedRecord[], void, undefined> {
  await tx.execute(sql`
    declare annotated_rows no scroll cursor for
    select r.row_number, r.sheet_row, r.raw_cipher, case when r.error_count + r.warning_count > 0 then (
      select jsonb_agg(jsonb_build_object('code', i.code, 'severity', i.severity, 'field', i.field, 'planCode', i.plan_code,
        'details', i.details) order by i.severity, i.id)
      from row_issue i where i.roster_version_id = r.roster_version_id and i.row_number = r.row_number
    ) end as issues
    from roster_row r where r.roster_version_id = ${rosterVersionId} and r.state = 'active'
    order by r.row_number`);
  const next = sql`fetch ${sql.raw(String(batch))} from annotated_rows`;
  for (;;) {
    const rows = await tx.execute<{
      row_number: number;
      sheet_row: number | null;
      raw_cipher: Uint8Array;
      issues: AnnotatedRecord['issues'] | null;
    }>(next);
    if (rows.length > 0) {
      yield rows.map(({ row_number, sheet_row, raw_cipher, issues }) => ({
        rowNumber: row_number,
        sheetRow: sheet_row,
        rawCipher: raw_cipher,
        issues: issues ?? [],
      }));
    }
    if (rows.length < batch) break;
  }
  await tx.execute(sql`close annotated_rows`);
}
