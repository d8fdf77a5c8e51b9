import { type LedgerEvent, readLedgerRows } from '@huzhu/documents/workbook/read-ledger';
import { type ReadingTask, sendFromThread } from '../thread/send-from-thread.ts';

sendFromThread<ReadingTask, LedgerEvent>(async (task, file, send) => {
  for await (const event of readLedgerRows(file, task.limits)) await send(event);
});
