import { readStatement, type StatementEvent } from '@huzhu/documents/workbook/read-statement';
import { type ReadingTask, sendFromThread } from '../thread/send-from-thread.ts';

sendFromThread<ReadingTask, StatementEvent>(async (task, file, send) => {
  for await (const event of readStatement(file, task.limits)) await send(event);
});
