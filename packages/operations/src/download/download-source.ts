import { createHash } from 'node:crypto';
import { asDate, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { DownloadEntry } from '@huzhu/domain/download/download.schema';

/** Counts up when a writer changes, so that what was made before is made again. */
const EDITION = 2;

export interface DownloadSource extends Omit<DownloadEntry, 'size'> {
  readonly fileName: string;
  /** SHA-256, hex, of everything the content depends on. */
  readonly key: string;
  readonly make: () => Promise<Uint8Array>;
}

export function keyOf(...parts: readonly unknown[]): string {
  return createHash('sha256')
    .update(JSON.stringify([EDITION, ...parts]))
    .digest('hex');
}

/** When a file was last another one that changes with the month. @param month `YYYY-MM` */
export function firstOf(month: string): CalendarDate {
  return asDate(`${month}-01`);
}
