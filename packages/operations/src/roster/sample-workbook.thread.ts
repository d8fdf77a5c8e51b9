import { readSample, type SheetSample, type WorkbookSample } from '@huzhu/documents/workbook/read-sample';
import type { SampleRow } from '@huzhu/domain/roster/column-mapping.schema';
import { sampleRow } from '@huzhu/domain/roster/sample-row';
import { type ReadingTask, sendFromThread } from '../thread/send-from-thread.ts';

export interface SampleTask extends ReadingTask {
  readonly rowsOfEach: number;
}

/** A sheet's first rows, and as somebody may see them. */
export interface SeenSheet extends SheetSample {
  readonly seen: readonly SampleRow[];
}

export interface SeenWorkbook extends WorkbookSample {
  readonly sheets: readonly SeenSheet[];
}

export interface SampleEvent extends SeenWorkbook {
  readonly kind: 'end';
}

sendFromThread<SampleTask, SampleEvent>(async ({ rowsOfEach, limits }, file, send) => {
  const { sheets, date1904 } = await readSample(file, rowsOfEach, limits);
  const seen = sheets.map((sheet) => ({ ...sheet, seen: sheet.rows.map((row) => sampleRow(row, date1904)) }));
  await send({ kind: 'end', sheets: seen, date1904 });
});
