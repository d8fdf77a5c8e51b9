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
  for (let start = 0; start < target.rowNumbers.length; start += BATCH) {
    await judgeBatch(tx, services, { ...target, rowNumbers: target.rowNumbers.slice(start, start + BATCH) });
  }
  await judgeLedger(tx, {
    applicationId: application.id,
    rosterVersionId: version.id,
    today: context.today,
    rowNumbers: target.rowNumbers,
  });
}

async function judgeBatch(tx: Transaction, services: Services, target: JudgedRows): Promise<void> {
  const { application, version, context } = target;
  const rows = (await readRows(tx, version.id, target.rowNumbers)).filter((row) => row.state === 'active');
  const rowNumbers = rows.map((row) => row.rowNumber);
  const own = rows.flatMap((row) =>
    checkRow(rowWithChanges(openRow(services, row), {}), context).issues.map(
      (issue): LaterIssue => ({ ...issue, rowNumber: row.rowNumber }),
    ),
  );
  const here = new Set(rowNumbers);
  const twins: LaterIssue[] = [];
  for (const group of await readTwinGroups(tx, version.id, rowNumbers)) {
    for (const [rowNumber, issue] of compareTwins(group)) if (here.has(rowNumber)) twins.push({ ...issue, rowNumber });
  }
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
