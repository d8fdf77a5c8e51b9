import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { overlapsWithin } from '@huzhu/db/cover/overlaps-within';
import { judgeLedger } from '@huzhu/db/ledger/judge-ledger';
import { readRows } from '@huzhu/db/roster/read-rows';
import { readTwinGroups } from '@huzhu/db/roster/replace-issues';
import type { RosterVersionRecord } from '@huzhu/db/roster/roster-version-store';
import type { LaterIssue } from '@huzhu/db/roster/sealed-row';
import { replaceRowIssues } from '@huzhu/db/roster/write-row';
import { checkRow } from '@huzhu/domain/roster/check-row';
import { compareTwins } from '@huzhu/domain/roster/compare-twins';
import type { RowIssue } from '@huzhu/domain/roster/issue-codes';
import type { RosterContext } from '@huzhu/domain/roster/roster-row';
import { rowWithChanges } from '@huzhu/domain/roster/row-with-changes';
import { referenceTerm } from '../application/reference-term.ts';
import { openRow } from '../person/seal-row.ts';
import type { Services } from '../services.ts';

/** Read, opened and judged between two pauses of the event loop. */
const BATCH = 500;

export interface JudgedRows {
  readonly application: ApplicationRecord;
  readonly version: RosterVersionRecord;
  readonly context: RosterContext;
  readonly rowNumbers: readonly number[];
}

/**
 * Judges rows again from what stands in them now: the row's own rules, its twins, cover elsewhere, the 社保台账. Used after an edit,
 * for the edited rows and everybody who was or has become their twin, so that an answer never outlives its cause. A few statements
 * for each batch of rows.
 */
export async function rejudgeRows(tx: Transaction, services: Services, target: JudgedRows): Promise<void> {
  const { application, version, context } = target;
  // Once for all rows: asked batch by batch, a roster is walked through as often as there are batches.
  const twins = await judgeTwins(tx, version.id, target.rowNumbers);
  for (let start = 0; start < target.rowNumbers.length; start += BATCH) {
    await judgeBatch(tx, services, { ...target, rowNumbers: target.rowNumbers.slice(start, start + BATCH) }, twins);
  }
  await judgeLedger(tx, {
    applicationId: application.id,
    rosterVersionId: version.id,
    today: context.today,
    rowNumbers: target.rowNumbers,
  });
}

async function judgeTwins(
  tx: Transaction,
  rosterVersionId: string,
  rowNumbers: readonly number[],
): Promise<ReadonlyMap<number, RowIssue>> {
  const issues = new Map<number, RowIssue>();
  for (const group of await readTwinGroups(tx, rosterVersionId, rowNumbers)) {
    for (const [rowNumber, issue] of compareTwins(group)) issues.set(rowNumber, issue);
  }
  return issues;
}

async function judgeBatch(
  tx: Transaction,
  services: Services,
  target: JudgedRows,
  twinIssues: ReadonlyMap<number, RowIssue>,
): Promise<void> {
  const { application, version, context } = target;
  const rows = (await readRows(tx, version.id, target.rowNumbers)).filter((row) => row.state === 'active');
  const rowNumbers = rows.map((row) => row.rowNumber);
  const own = rows.flatMap((row) =>
    checkRow(rowWithChanges(openRow(services, row), {}), context).issues.map(
      (issue): LaterIssue => ({ ...issue, rowNumber: row.rowNumber }),
    ),
  );
  const twins = rowNumbers.flatMap((rowNumber): LaterIssue[] => {
    const issue = twinIssues.get(rowNumber);
    return issue ? [{ ...issue, rowNumber }] : [];
  });
  const term = referenceTerm(application, context.today);
  const overlaps = term.end
    ? await overlapsWithin(
        tx,
        { applicationId: application.id, rosterVersionId: version.id, start: term.start, end: term.end },
        rowNumbers,
      )
    : [];
  const at = { rosterVersionId: version.id, unitId: application.unitId };
  await replaceRowIssues(tx, at, rowNumbers, [...own, ...twins, ...overlaps]);
}
