import { readRoster } from '@huzhu/documents/workbook/read-roster';
import type { SaidColumns } from '@huzhu/documents/workbook/said-columns';
import { checkRow } from '@huzhu/domain/roster/check-row';
import type { CheckedRow, RosterContext } from '@huzhu/domain/roster/roster-row';
import { type ReadingTask, sendFromThread } from '../thread/send-from-thread.ts';
import type { RosterEvent, SealedRosterEvent } from './roster-event.ts';
import { createBatchSealer, type Sealing } from './seal-batch.ts';
import { TwinFinder } from './twin-finder.ts';

export interface CheckRosterTask extends ReadingTask {
  readonly context: Omit<RosterContext, 'date1904'>;
  /** Present: rows leave the thread sealed, as batches. */
  readonly sealing?: Sealing;
  readonly said?: SaidColumns;
  readonly firstBatch: number;
  readonly batch: number;
}

sendFromThread<CheckRosterTask, RosterEvent | SealedRosterEvent>(async (task, file, send) => {
  const plans = task.context.plans.map((plan) => plan.version);
  const twins = new TwinFinder();
  const seal = task.sealing && createBatchSealer(task.sealing);
  let context: RosterContext = { ...task.context, date1904: false };
  let batch: CheckedRow[] = [];
  let size = task.firstBatch;

  const sendBatch = async () => {
    const rows = batch;
    batch = [];
    if (!seal) return send({ kind: 'rows', rows });
    const sealed = seal(rows);
    return send(sealed, [sealed.lines.rows.buffer, sealed.lines.issues.buffer] as ArrayBuffer[]);
  };

  for await (const event of readRoster(file, plans, task.limits, task.said)) {
    if (event.kind === 'sheet') {
      context = { ...task.context, date1904: event.date1904 };
      await send(event);
    } else if (event.kind === 'rows') {
      for (const raw of event.rows) {
        const row = checkRow(raw, context);
        twins.add(row);
        batch.push(row);
        if (batch.length < size) continue;
        await sendBatch();
        size = task.batch;
      }
    } else {
      if (batch.length > 0) await sendBatch();
      await send({ kind: 'end', dataRows: event.dataRows, skipped: event.skipped, twins: twins.issues() });
    }
  }
});
