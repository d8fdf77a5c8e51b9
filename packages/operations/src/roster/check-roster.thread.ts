import { readRoster } from '@huzhu/documents/workbook/read-roster';
import type { SaidColumns } from '@huzhu/documents/workbook/said-columns';
import type { CheckedRow, RosterContext } from '@huzhu/domain/roster/roster-row';
import { type ReadingTask, sendFromThread } from '../thread/send-from-thread.ts';
import type { RosterEvent } from './roster-event.ts';
import { rosterRowMapper } from './roster-row-mapper.ts';
import { TwinFinder } from './twin-finder.ts';

export interface CheckRosterTask extends ReadingTask {
  readonly context: Omit<RosterContext, 'date1904'>;
  readonly said?: SaidColumns;
  readonly firstBatch: number;
  readonly batch: number;
}

await sendFromThread<CheckRosterTask, RosterEvent>(async (task, file, send) => {
  const plans = task.context.plans.map((plan) => plan.version);
  const twins = new TwinFinder();
  let mapRow = rosterRowMapper({ ...task.context, date1904: false });
  let batch: CheckedRow[] = [];
  let size = task.firstBatch;

  for await (const event of readRoster(file, plans, task.limits, task.said)) {
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
});
