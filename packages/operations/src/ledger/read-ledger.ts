import type { LedgerEvent } from '@huzhu/documents/workbook/read-ledger';
import { indexLedger, type Ledger } from '@huzhu/domain/ledger/check-ledger';
import type { LedgerRow } from '@huzhu/domain/ledger/read-ledger-row';
import { type ReadInThreadOptions, readInThread } from '../thread/read-in-thread.ts';
import type { ReadingTask } from '../thread/send-from-thread.ts';
import { threadEntry } from '../thread/thread-entry.ts';

/**
 * Reads a 社保台账 in a thread that can be killed (readInThread: its limits, its ownership of `file`).
 * @throws FileRefused (READ_TIMEOUT too); the signal's reason when aborted; any other error is a bug
 */
export function readLedgerInThread(
  file: Uint8Array,
  options: ReadInThreadOptions = {},
): AsyncGenerator<LedgerEvent, void, undefined> {
  return readInThread<ReadingTask, LedgerEvent>(threadEntry(import.meta.url, 'read-ledger.thread'), file, {}, options);
}

/** A whole ledger by person, for the command line; an import stores what it reads instead. @throws FileRefused */
export async function readLedger(file: Uint8Array): Promise<Ledger> {
  const rows: LedgerRow[] = [];
  for await (const event of readLedgerInThread(file)) if (event.kind === 'rows') rows.push(...event.rows);
  return indexLedger(rows);
}
