import { type OwnCells, readOwnColumns } from '@huzhu/documents/workbook/read-own-columns';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { type ReadingTask, sendFromThread } from '../thread/send-from-thread.ts';

export interface OwnColumnsTask extends ReadingTask {
  readonly plans: readonly PlanVersion[];
  readonly columns: readonly number[];
}

export type OwnColumnsEvent = { readonly kind: 'rows'; readonly rows: readonly OwnCells[] } | { readonly kind: 'end' };

sendFromThread<OwnColumnsTask, OwnColumnsEvent>(async (task, file, send) => {
  for await (const rows of readOwnColumns(file, task.plans, task.columns, task.limits))
    await send({ kind: 'rows', rows });
  await send({ kind: 'end' });
});
