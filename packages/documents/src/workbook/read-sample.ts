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

/** What is looked at, so that a sample is small whatever the file: no list of persons is wider, or stands behind so many sheets. */
const MOST_SHEETS = 10;
const MOST_COLUMNS = 100;
const LONGEST_TEXT = 300;

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
    samples.push({ name, rows: rows.slice(0, rowsOfEach).map(clipped) });
  }
  return { sheets: samples, date1904: context.date1904 };
}

/** Texts point into the shared strings here; whoever is sent them gets a copy of each. */
function clipped(row: SheetRow): SheetRow {
  const cells = [...row.cells].filter(([column]) => column <= MOST_COLUMNS);
  return {
    ...row,
    cells: new Map(cells.map(([column, cell]) => [column, { ...cell, text: cell.text.slice(0, LONGEST_TEXT) }])),
  };
}
