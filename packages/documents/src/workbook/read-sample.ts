import type { SheetRow } from '@huzhu/domain/roster/match-header';
import { openWorkbook } from './open-workbook.ts';
import { readSheet } from './read-sheet.ts';
import { READER_LIMITS, type ReaderLimits } from './reader-limits.ts';
import { scanSheet } from './scan-sheet.ts';

export interface SheetSample {
  readonly name: string;
  /** The first rows with content. */
  readonly rows: readonly SheetRow[];
}

export interface WorkbookSample {
  readonly sheets: readonly SheetSample[];
  readonly date1904: boolean;
}

/** Sheets of a workbook that are looked at; no list of persons stands behind so many others. */
const MOST_SHEETS = 20;

/**
 * The first rows of each visible sheet, as an import would read them, to be looked at. Nothing is proven of what comes behind them:
 * persons are read by readRoster only.
 * @throws FileRefused
 */
export async function readSample(
  file: Buffer,
  rowsOfEach: number,
  limits: ReaderLimits = READER_LIMITS,
): Promise<WorkbookSample> {
  const { context, sheets } = await openWorkbook(file, limits);
  const samples: SheetSample[] = [];
  for (const { name, part } of sheets.slice(0, MOST_SHEETS)) {
    const scan = await scanSheet(part, limits);
    const rows: SheetRow[] = [];
    for await (const batch of readSheet(part, scan, context, limits)) {
      rows.push(...batch);
      if (rows.length >= rowsOfEach) break;
    }
    samples.push({ name, rows: rows.slice(0, rowsOfEach) });
  }
  return { sheets: samples, date1904: context.date1904 };
}
