import type { Transaction } from '@huzhu/db/connect';
import { type RosterRowWithIssues, readRows } from '@huzhu/db/roster/read-rows';
import { changesOfFix } from '@huzhu/domain/roster/changes-of-fix';
import type { FixGroup, GroupedFix } from '@huzhu/domain/roster/grouped-fix.schema';
import type { RowIssue } from '@huzhu/domain/roster/issue-codes';

/** Opened, judged and sealed between two pauses of the event loop, so that other requests are not kept waiting. */
const BATCH = 500;

export type FixedRow = {
  readonly row: RosterRowWithIssues;
  /** Undefined: there is no sure remedy for this row. */
  readonly changes: ReturnType<typeof changesOfFix>;
};

/** Rows of a group, batch by batch, with what a fix makes of each. */
export async function* fixBatches(
  tx: Transaction,
  rosterVersionId: string,
  rowNumbers: readonly number[],
  { group, fix }: { readonly group: FixGroup; readonly fix: GroupedFix },
): AsyncGenerator<FixedRow[]> {
  for (let start = 0; start < rowNumbers.length; start += BATCH) {
    const rows = await readRows(tx, rosterVersionId, rowNumbers.slice(start, start + BATCH));
    yield rows.map((row) => ({
      row,
      changes: changesOfFix(group, fix, { issues: issuesOf(row), shares: row.shares }),
    }));
  }
}

/** As the rules know them: stored, an issue without a plan has null. */
function issuesOf(row: RosterRowWithIssues): RowIssue[] {
  return row.issues.map(({ code, field, details, planCode }) => ({
    code,
    field,
    details,
    ...(planCode === null ? {} : { planCode }),
  }));
}
