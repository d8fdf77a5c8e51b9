import { DomainError } from '@huzhu/domain/error/domain-error';
import { ROWS_IN_SAMPLE } from '@huzhu/domain/roster/column-mapping.schema';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { readWholeFile } from '@huzhu/files/read-file';
import type { Services } from '../services.ts';
import { readInThread } from '../thread/read-in-thread.ts';
import { threadEntry } from '../thread/thread-entry.ts';
import { Turns } from '../thread/turns.ts';
import type { SampleEvent, SampleTask, SeenWorkbook } from './sample-workbook.thread.ts';

const DEADLINE_MS = 20_000;
/** Read at once by one server: each may take the memory of a whole file and of a thread. */
const AT_ONCE = 2;
const WAITING = 10;
const turns = new Turns(AT_ONCE, WAITING);

/**
 * The first rows of an uploaded workbook, read anew from its encrypted file in a thread that can be killed. Nothing of it is kept:
 * rows of persons stand in no table before an import has put them there.
 * @throws MAPPING_UNREADABLE with the reader's sentence; BUSY when too many are being read
 */
export async function sampleOfFile(services: Services, storageKey: string): Promise<SeenWorkbook> {
  return turns.take(async () => {
    const file = await readWholeFile(services.storage, services.fileKeys, storageKey);
    const entry = threadEntry(import.meta.url, 'sample-workbook.thread');
    try {
      const events = readInThread<SampleTask, SampleEvent>(
        entry,
        file,
        { rowsOfEach: ROWS_IN_SAMPLE },
        { deadlineMs: DEADLINE_MS },
      );
      for await (const { sheets, date1904 } of events) return { sheets, date1904 };
      throw new Error('the thread sent nothing');
    } catch (error) {
      if (error instanceof FileRefused) throw new DomainError('MAPPING_UNREADABLE', { reason: error.sentence });
      throw error;
    }
  });
}
