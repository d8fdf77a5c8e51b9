import { listRows } from '@huzhu/db/roster/read-rows';
import type { RosterVersionRecord } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { checkRow } from '@huzhu/domain/roster/check-row';
import type { CheckedRow, RosterContext } from '@huzhu/domain/roster/roster-row';
import { rowWithChanges } from '@huzhu/domain/roster/row-with-changes';
import { readWholeFile } from '@huzhu/files/read-file';
import type { Services } from '../services.ts';
import { readRosterInThread } from './read-roster-in-thread.ts';
import type { RosterEvent } from './roster-event.ts';
import { openRow } from './seal-row.ts';
import { TwinFinder } from './twin-finder.ts';

const BATCH = 500;

/** The rows of an uploaded file, read and checked in a thread that can be killed. */
export async function* rowsOfFile(
  services: Services,
  storageKey: string,
  context: Omit<RosterContext, 'date1904'>,
  signal: AbortSignal,
): AsyncGenerator<RosterEvent> {
  // In memory only: at rest the file stays encrypted, and its plain bytes never touch a disk.
  const file = await readWholeFile(services.storage, services.fileKeys, storageKey);
  yield* readRosterInThread(file, { context, signal });
}

/** The active rows of an earlier version, as the user has corrected them, judged anew. */
export async function* rowsOfVersion(
  services: Services,
  source: RosterVersionRecord,
  context: Omit<RosterContext, 'date1904'>,
  signal: AbortSignal,
): AsyncGenerator<RosterEvent> {
  const full = { ...context, date1904: source.date1904 };
  const twins = new TwinFinder();
  yield {
    kind: 'sheet',
    sheet: source.sheet ?? '',
    headerRow: 0,
    columns: 0,
    rowsTotal: source.dataRows,
    date1904: source.date1904,
  };
  let after = 0;
  let dataRows = 0;
  while (true) {
    signal.throwIfAborted();
    const { rows } = await withScope(services.db, { all: true }, (tx) =>
      listRows(tx, source.id, { show: 'all' }, { after, limit: BATCH }),
    );
    const checked: CheckedRow[] = rows.map((row) => checkRow(rowWithChanges(openRow(services, row), {}), full));
    for (const row of checked) twins.add(row);
    dataRows += checked.length;
    if (checked.length > 0) yield { kind: 'rows', rows: checked };
    if (rows.length < BATCH) break;
    after = rows.at(-1)?.rowNumber ?? after;
  }
  yield { kind: 'end', dataRows, skipped: source.skippedRows, twins: twins.issues() };
}
