import { readSample, type WorkbookSample } from '@huzhu/documents/workbook/read-sample';
import { type ReadingTask, sendFromThread } from '../thread/send-from-thread.ts';

export interface SampleTask extends ReadingTask {
  readonly rowsOfEach: number;
}

export interface SampleEvent extends WorkbookSample {
  readonly kind: 'end';
}

await sendFromThread<SampleTask, SampleEvent>(async ({ rowsOfEach, limits }, file, send) => {
  await send({ kind: 'end', ...(await readSample(file, rowsOfEach, limits)) });
});
