import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import type { RawRosterRow } from '@huzhu/domain/roster/roster-row';
import { readRoster, type SkippedRow } from '../workbook/read-roster.ts';
import type { ReaderLimits } from '../workbook/reader-limits.ts';
import { READER_LIMITS } from '../workbook/reader-limits.ts';

export type CollectedRoster =
  | {
      readonly outcome: 'parsed';
      readonly sheet: string;
      readonly rows: RawRosterRow[];
      readonly skipped: readonly SkippedRow[];
    }
  | { readonly outcome: 'refused'; readonly code: string; readonly sentence: string };

/** Reads a roster to its end and keeps nothing of a refused file. Anything but FileRefused is a bug and thrown. */
export async function collectRoster(file: Buffer, limits: Partial<ReaderLimits> = {}): Promise<CollectedRoster> {
  let sheet = '';
  const rows: RawRosterRow[] = [];
  try {
    for await (const event of readRoster(file, [seedPlan('CI2021')], { ...READER_LIMITS, ...limits })) {
      if (event.kind === 'sheet') sheet = event.sheet;
      else if (event.kind === 'rows') rows.push(...event.rows);
      else return { outcome: 'parsed', sheet, rows, skipped: event.skipped };
    }
    throw new Error('the reader ended without an end event');
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { outcome: 'refused', code: error.code, sentence: error.sentence };
  }
}
