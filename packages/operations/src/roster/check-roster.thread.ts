import { parentPort, workerData } from 'node:worker_threads';
import { readRoster } from '@huzhu/documents/workbook/read-roster';
import type { ReaderLimits } from '@huzhu/documents/workbook/reader-limits';
import type { ErrorDetails } from '@huzhu/domain/error/domain-error';
import { type FileRefusalCode, FileRefused } from '@huzhu/domain/roster/file-refusal';
import type { CheckedRow, RosterContext } from '@huzhu/domain/roster/roster-row';
import type { RosterEvent } from './roster-event.ts';
import { rosterRowMapper } from './roster-row-mapper.ts';
import { TwinFinder } from './twin-finder.ts';

/** What the thread is started with; the file's memory is handed over, not copied. */
export interface CheckRosterTask {
  readonly file: Uint8Array;
  readonly context: Omit<RosterContext, 'date1904'>;
  readonly limits: ReaderLimits;
  readonly firstBatch: number;
  readonly batch: number;
  /** Messages that may lie unanswered at the other side. */
  readonly window: number;
}

export type CheckRosterMessage =
  | RosterEvent
  | { readonly kind: 'refused'; readonly code: FileRefusalCode; readonly details: ErrorDetails };

const port = parentPort;
if (!port) throw new Error('check-roster.thread runs as a worker thread only');
const task = workerData as CheckRosterTask;

let credit = task.window;
let wake: (() => void) | undefined;
// Each answer from the other side is a credit for one more message: a slow COPY stops the reading, not the memory.
port.on('message', () => {
  credit += 1;
  wake?.();
});

async function send(message: CheckRosterMessage): Promise<void> {
  while (credit <= 0) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  credit -= 1;
  port?.postMessage(message);
}

async function run(): Promise<void> {
  const file = Buffer.from(task.file.buffer, task.file.byteOffset, task.file.byteLength);
  const plans = task.context.plans.map((plan) => plan.version);
  const twins = new TwinFinder();
  let mapRow = rosterRowMapper({ ...task.context, date1904: false });
  let batch: CheckedRow[] = [];
  let size = task.firstBatch;

  for await (const event of readRoster(file, plans, task.limits)) {
    if (event.kind === 'sheet') {
      mapRow = rosterRowMapper({ ...task.context, date1904: event.date1904 });
      await send(event);
    } else if (event.kind === 'rows') {
      for (const raw of event.rows) {
        const row = mapRow(raw);
        twins.add(row);
        batch.push(row);
        if (batch.length < size) continue;
        await send({ kind: 'rows', rows: batch });
        batch = [];
        size = task.batch;
      }
    } else {
      if (batch.length > 0) await send({ kind: 'rows', rows: batch });
      await send({ kind: 'end', dataRows: event.dataRows, skipped: event.skipped, twins: twins.issues() });
    }
  }
}

try {
  await run();
} catch (error) {
  if (!(error instanceof FileRefused)) throw error;
  await send({ kind: 'refused', code: error.code, details: error.details });
} finally {
  port.close();
}
