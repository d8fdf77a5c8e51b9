import { lastRowNumber } from '@huzhu/db/roster/insert-row';
import { listRows } from '@huzhu/db/roster/read-rows';
import type { RosterVersionRecord } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { READER_LIMITS } from '@huzhu/documents/workbook/reader-limits';
import type { SaidColumns } from '@huzhu/documents/workbook/said-columns';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { carryShares } from '@huzhu/domain/roster/carry-shares';
import { checkRow } from '@huzhu/domain/roster/check-row';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import type { CheckedRow, RosterContext } from '@huzhu/domain/roster/roster-row';
import { rowWithChanges } from '@huzhu/domain/roster/row-with-changes';
import { readWholeFile } from '@huzhu/files/read-file';
import { openRow } from '../person/seal-row.ts';
import type { Services } from '../services.ts';
import { readRosterInThread, sealRosterInThread } from './read-roster-in-thread.ts';
import type { RosterEvent, SealedRosterEvent } from './roster-event.ts';
import { createBatchSealer, type Sealing } from './seal-batch.ts';
import { TwinFinder } from './twin-finder.ts';

const BATCH = 500;

/** An uploaded file, and what was said about its columns. */
export interface StoredSheet {
  readonly storageKey: string;
  readonly said: SaidColumns;
}

/** The rows of an uploaded file, read, checked and sealed in a thread that can be killed. */
export async function* sealedRowsOfFile(
  services: Services,
  { storageKey, said }: StoredSheet,
  context: Omit<RosterContext, 'date1904'>,
  sealing: Sealing,
  signal: AbortSignal,
): AsyncGenerator<SealedRosterEvent> {
  yield* sealRosterInThread(await plainFile(services, storageKey), sealing, { context, said, signal });
}

/** Rows that were not sealed where they were read. */
export async function* sealed(events: AsyncIterable<RosterEvent>, sealing: Sealing): AsyncGenerator<SealedRosterEvent> {
  const seal = createBatchSealer(sealing);
  for await (const event of events) yield event.kind === 'rows' ? seal(event.rows, event.sheetOffset) : event;
}

/** In memory only: at rest the file stays encrypted, and its plain bytes never touch a disk. */
function plainFile(services: Services, storageKey: string): Promise<Buffer> {
  return readWholeFile(services.storage, services.fileKeys, storageKey);
}

async function* rowsOfFile(
  services: Services,
  { storageKey, said }: StoredSheet,
  context: Omit<RosterContext, 'date1904'>,
  signal: AbortSignal,
): AsyncGenerator<RosterEvent> {
  yield* readRosterInThread(await plainFile(services, storageKey), { context, said, signal });
}

/** The active rows of an earlier version, as the user has corrected them, judged anew under the plans of now. */
export async function* rowsOfVersion(
  services: Services,
  source: RosterVersionRecord,
  context: Omit<RosterContext, 'date1904'>,
  signal: AbortSignal,
): AsyncGenerator<RosterEvent> {
  const full = { ...context, date1904: source.date1904 };
  const twins = new TwinFinder();
  const plans = context.plans.map(({ version }) => version.code);
  yield {
    kind: 'sheet',
    sheet: source.sheet ?? '',
    headerRow: 0,
    columns: 0,
    rowsTotal: source.dataRows,
    date1904: source.date1904,
    layout: null,
    keyed: false,
  };
  let after = 0;
  let dataRows = 0;
  while (true) {
    signal.throwIfAborted();
    const rows = await withScope(services.db, { all: true }, (tx) =>
      listRows(tx, source.id, { show: 'all' }, { after, limit: BATCH }),
    );
    const checked: CheckedRow[] = rows.map((row) => {
      const before = Object.keys(row.shares)[0] as PlanCode | undefined;
      return checkRow(carryShares(rowWithChanges(openRow(services, row), {}), before, plans), full);
    });
    for (const row of checked) twins.add(row);
    dataRows += checked.length;
    if (checked.length > 0) yield { kind: 'rows', rows: checked };
    if (rows.length < BATCH) break;
    after = rows.at(-1)?.rowNumber ?? after;
  }
  yield { kind: 'end', dataRows, skipped: source.skippedRows, twins: twins.issues() };
}

/**
 * 加到现有名单: the rows of the present version, then those of the file, which go on behind its last row number. Whoever
 * stands in both is a twin like any other: nothing is merged, nothing is preferred.
 */
export async function* rowsOfBoth(
  services: Services,
  source: RosterVersionRecord,
  sheet: StoredSheet,
  context: Omit<RosterContext, 'date1904'>,
  signal: AbortSignal,
): AsyncGenerator<RosterEvent> {
  const last = await withScope(services.db, { all: true }, (tx) => lastRowNumber(tx, source.id));
  const twins = new TwinFinder();
  let kept = 0;
  for await (const event of rowsOfVersion(services, source, context, signal)) {
    if (event.kind === 'end') kept = event.dataRows;
    if (event.kind !== 'rows') continue;
    for (const row of event.rows) twins.add(row);
    yield event;
  }
  for await (const event of rowsOfFile(services, sheet, context, signal)) {
    if (event.kind === 'sheet') {
      yield { ...event, rowsTotal: event.rowsTotal === null ? null : kept + event.rowsTotal };
    } else if (event.kind === 'rows') {
      const rows = event.rows.map((row) => ({ ...row, rowNumber: row.rowNumber + last }));
      for (const row of rows) twins.add(row);
      yield { kind: 'rows', rows, sheetOffset: last };
    } else {
      const dataRows = kept + event.dataRows;
      if (dataRows > READER_LIMITS.dataRows) {
        throw new FileRefused('TOO_MANY_ROWS', { limit: READER_LIMITS.dataRows.toLocaleString('en-US') });
      }
      yield { kind: 'end', dataRows, skipped: event.skipped, twins: twins.issues() };
    }
  }
}
