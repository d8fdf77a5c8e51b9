import type { SaidColumns } from '@huzhu/documents/workbook/said-columns';
import type { RosterContext } from '@huzhu/domain/roster/roster-row';
import { type ReadInThreadOptions, readInThread } from '../thread/read-in-thread.ts';
import { threadEntry } from '../thread/thread-entry.ts';
import type { CheckRosterTask } from './check-roster.thread.ts';
import type { RosterEvent, SealedRosterEvent } from './roster-event.ts';
import type { Sealing } from './seal-batch.ts';

export interface ReadRosterOptions extends ReadInThreadOptions {
  readonly context: Omit<RosterContext, 'date1904'>;
  /** What was said about the columns of the unit's own sheets. */
  readonly said?: SaidColumns | undefined;
  /** Rows per batch after the first. */
  readonly batch?: number;
}

/** The first rows come at once, so that a page has something to show. */
const FIRST_BATCH = 20;
const BATCH = 500;

/**
 * Reads and checks a roster in a thread that can be killed (readInThread: its limits, its ownership of `file`).
 * @throws FileRefused (READ_TIMEOUT too); the signal's reason when aborted; any other error is a bug
 */
export function readRosterInThread(
  file: Uint8Array,
  options: ReadRosterOptions,
): AsyncGenerator<RosterEvent, void, undefined> {
  return inThread<RosterEvent>(file, options, {});
}

/** As readRosterInThread; the thread also seals the rows, so that no plain number leaves it. */
export function sealRosterInThread(
  file: Uint8Array,
  sealing: Sealing,
  options: ReadRosterOptions,
): AsyncGenerator<SealedRosterEvent, void, undefined> {
  return inThread<SealedRosterEvent>(file, options, { sealing });
}

function inThread<Event extends { readonly kind: string }>(
  file: Uint8Array,
  options: ReadRosterOptions,
  more: Pick<CheckRosterTask, 'sealing'>,
) {
  const { context, said = {}, batch = BATCH } = options;
  return readInThread<CheckRosterTask, Event>(
    threadEntry(import.meta.url, 'check-roster.thread'),
    file,
    { context, said, firstBatch: FIRST_BATCH, batch, ...more },
    options,
  );
}
