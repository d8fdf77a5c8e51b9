import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { overlapsWithin } from '@huzhu/db/cover/overlaps-within';
import { judgeLedger } from '@huzhu/db/ledger/judge-ledger';
import { type RosterRowWithIssues, readRows, readTwins } from '@huzhu/db/roster/read-rows';
import type { RosterVersionRecord } from '@huzhu/db/roster/roster-version-store';
import { replaceRowIssues } from '@huzhu/db/roster/write-row';
import { checkRow } from '@huzhu/domain/roster/check-row';
import { compareTwins } from '@huzhu/domain/roster/compare-twins';
import type { RowIssue } from '@huzhu/domain/roster/issue-codes';
import type { RosterContext } from '@huzhu/domain/roster/roster-row';
import { rowWithChanges } from '@huzhu/domain/roster/row-with-changes';
import { referenceTerm } from '../application/reference-term.ts';
import { openRow } from '../person/seal-row.ts';
import type { Services } from '../services.ts';

/**
 * Judges rows again from what stands in them now: the row's own rules, its twins, cover elsewhere, the 社保台账. Used after an edit,
 * for the edited row and everybody who was or has become its twin, so that an answer never outlives its cause.
 */
export async function rejudgeRows(
  tx: Transaction,
  services: Services,
  target: {
    readonly application: ApplicationRecord;
    readonly version: RosterVersionRecord;
    readonly context: RosterContext;
    readonly rowNumbers: readonly number[];
  },
): Promise<void> {
  const { application, version, context } = target;
  const rows = (await readRows(tx, version.id, target.rowNumbers)).filter((row) => row.state === 'active');
  const twinIssues = await judgeTwins(tx, version.id, rows);
  const term = referenceTerm(application, context.today);
  const overlaps = term.end
    ? await overlapsWithin(
        tx,
        { applicationId: application.id, rosterVersionId: version.id, start: term.start, end: term.end },
        rows.map((row) => row.rowNumber),
      )
    : [];
  for (const row of rows) {
    const own = checkRow(rowWithChanges(openRow(services, row), {}), context).issues;
    const twin = twinIssues.get(row.rowNumber);
    const elsewhere: RowIssue[] = overlaps
      .filter((overlap) => overlap.rowNumber === row.rowNumber)
      .map(({ rowNumber: _, ...issue }) => issue);
    await replaceRowIssues(tx, row, [...own, ...(twin ? [twin] : []), ...elsewhere]);
  }
  await judgeLedger(tx, {
    applicationId: application.id,
    rosterVersionId: version.id,
    today: context.today,
    rowNumbers: rows.map((row) => row.rowNumber),
  });
}

async function judgeTwins(
  tx: Transaction,
  rosterVersionId: string,
  rows: readonly RosterRowWithIssues[],
): Promise<Map<number, RowIssue>> {
  const issues = new Map<number, RowIssue>();
  const judged = new Set<string>();
  for (const row of rows) {
    if (!row.idHash) continue;
    const key = Buffer.from(row.idHash).toString('base64');
    if (judged.has(key)) continue;
    judged.add(key);
    const twins = await readTwins(tx, rosterVersionId, row.idHash);
    for (const [rowNumber, issue] of compareTwins(twins)) issues.set(rowNumber, issue);
  }
  return issues;
}
