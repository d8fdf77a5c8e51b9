import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import type { SheetRow } from '@huzhu/domain/roster/match-header';
import type { StoreBudget } from './cell-store.ts';
import { corrupt } from './corrupt.ts';
import type { ArchivePart } from './open-archive.ts';
import { openWorkbook } from './open-workbook.ts';
import type { CellContext } from './raw-cell.ts';
import { readSheet } from './read-sheet.ts';
import { READER_LIMITS, type ReaderLimits } from './reader-limits.ts';
import { scanSheet } from './scan-sheet.ts';
import type { Sheet } from './sheets.ts';
import { tokenizeSheet } from './tokenize-sheet.ts';

/** What a row means as a header; the rules for rosters and ledgers stand in domain. */
export interface TableHeader {
  readonly columns: ReadonlyMap<number, string>;
  readonly missing: readonly string[];
  readonly duplicates: readonly string[];
  readonly isHeader: boolean;
}

export interface TableSheet<H extends TableHeader> {
  readonly kind: 'sheet';
  readonly sheet: string;
  readonly headerRow: number;
  readonly header: H;
  /** The header itself; without a cell where the table has none. */
  readonly headerCells: SheetRow;
  readonly date1904: boolean;
  /** The place of the sheet among the visible ones, from 1. */
  readonly sheetPlace: number;
  /** Rows with content below the header, at most. */
  readonly rowsBelow: number;
}

export type TableEvent<H extends TableHeader> = TableSheet<H> | { readonly kind: 'rows'; readonly rows: SheetRow[] };

/** How the header is found where its words are not the template's. */
export interface HeaderWays<H extends TableHeader> {
  /** Where it stands and what it means; the sheet is its place among the visible ones, from 1, and row 0 is no header at all. */
  readonly fixed?: { readonly sheet: number; readonly headerRow: number; readonly header: H };
  /** What a row that is known already means; asked before matchHeader is. */
  readonly known?: (row: SheetRow) => H | undefined;
}

/** The header is looked for in so many rows with content; titles and notes stand above it. */
const HEADER_SEARCH = 50;
const NO_ROW: SheetRow = { rowNumber: 0, hidden: false, cells: new Map() };

/**
 * Reads the one table of a workbook from a stranger: checks the file, chooses the visible sheet by its header, then
 * gives the rows below the header. Rows may be trusted only when the iteration has ended without an error.
 * @param file the whole file, in memory: at rest files are encrypted, plaintext is never written to disk
 * @throws FileRefused
 */
export async function* readTable<H extends TableHeader>(
  file: Buffer,
  matchHeader: (row: SheetRow) => H,
  limits: ReaderLimits = READER_LIMITS,
  ways: HeaderWays<H> = {},
): AsyncGenerator<TableEvent<H>, void, undefined> {
  const { context, sheets } = await openWorkbook(file, limits);
  const { fixed, known } = ways;
  const candidates: Candidate<H>[] = [];
  const budget: StoreBudget = { cells: limits.storedCells };
  for (const [index, sheet] of sheets.entries()) {
    if (fixed && fixed.sheet !== index + 1) continue;
    const open = await openSheet(sheet.part, context, limits, budget);
    const found = fixed
      ? await findRow(open.batches(), fixed)
      : ((known && (await findKnown(open.batches(), known))) ?? (await findHeader(open.batches(), matchHeader)));
    candidates.push({ sheet, place: index + 1, open, ...found });
  }
  const { sheet, place, open, header, headerCells, rowsAbove } = chooseSheet(candidates, matchHeader);
  const headerRow = headerCells.rowNumber;
  const rowsBelow = Math.max(0, open.filledRows - rowsAbove);
  const { date1904 } = context;
  yield { kind: 'sheet', sheet: sheet.name, sheetPlace: place, headerRow, header, headerCells, date1904, rowsBelow };

  let below = headerRow === 0;
  for await (const batch of open.batches()) {
    if (below) {
      yield { kind: 'rows', rows: batch };
      continue;
    }
    // By position, not by number: rows are numbered in order in every file that Excel opens, but nothing says so.
    const at = batch.findIndex((row) => row.rowNumber === headerRow);
    const above = at < 0 ? batch : batch.slice(0, at);
    // A person who stands below the header in the sheet and before it in the file would be lost.
    if (above.some((row) => row.rowNumber > headerRow)) throw corrupt('行的顺序不对');
    if (at < 0) continue;
    below = true;
    yield { kind: 'rows', rows: batch.slice(at + 1) };
  }
}

/** A sheet that can be read as often as it is asked for. */
interface OpenSheet {
  /** Rows with content, at most. */
  readonly filledRows: number;
  batches(): Batches;
}

async function openSheet(
  part: ArchivePart,
  context: CellContext,
  limits: ReaderLimits,
  budget: StoreBudget,
): Promise<OpenSheet> {
  const store = await tokenizeSheet(part, context, limits, budget);
  if (store) return store;
  const scan = await scanSheet(part, limits);
  return { filledRows: scan.filledRows, batches: () => readSheet(part, scan, context, limits) };
}

interface FoundHeader<H> {
  readonly header: H;
  readonly headerCells: SheetRow;
  /** Rows with content down to the header, itself included. */
  readonly rowsAbove: number;
}

interface Candidate<H> extends FoundHeader<H> {
  readonly sheet: Sheet;
  readonly place: number;
  readonly open: OpenSheet;
}

/** The first header row; of a header in two rows (a group title above) the second when that says more. */
async function findHeader<H extends TableHeader>(
  batches: Batches,
  matchHeader: (row: SheetRow) => H,
): Promise<FoundHeader<H>> {
  let best: FoundHeader<H> = { header: matchHeader(NO_ROW), headerCells: NO_ROW, rowsAbove: 0 };
  let seen = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      seen += 1;
      const found = { header: matchHeader(row), headerCells: row, rowsAbove: seen };
      if (best.header.isHeader) {
        return found.header.isHeader && found.header.columns.size > best.header.columns.size ? found : best;
      }
      if (found.header.isHeader || found.header.columns.size > best.header.columns.size) best = found;
      if (seen >= HEADER_SEARCH) return best;
    }
  }
  return best;
}

type Batches = Iterable<SheetRow[]> | AsyncIterable<SheetRow[]>;

/** The row that was said to be the header. @throws FileRefused NO_ROWS when it is not there */
async function findRow<H extends TableHeader>(
  batches: Batches,
  { headerRow, header }: { readonly headerRow: number; readonly header: H },
): Promise<FoundHeader<H>> {
  if (headerRow === 0) return { header, headerCells: NO_ROW, rowsAbove: 0 };
  let seen = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      seen += 1;
      if (row.rowNumber === headerRow) return { header, headerCells: row, rowsAbove: seen };
    }
  }
  throw new FileRefused('NO_ROWS');
}

/** The first row that is known, wherever a header is looked for. */
async function findKnown<H extends TableHeader>(
  batches: Batches,
  known: (row: SheetRow) => H | undefined,
): Promise<FoundHeader<H> | undefined> {
  let seen = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      seen += 1;
      const header = known(row);
      if (header) return { header, headerCells: row, rowsAbove: seen };
      if (seen >= HEADER_SEARCH) return undefined;
    }
  }
  return undefined;
}

function chooseSheet<H extends TableHeader>(
  candidates: readonly Candidate<H>[],
  matchHeader: (row: SheetRow) => H,
): Candidate<H> {
  // A sheet that names persons by their number is a rival even when a column is missing: its persons would be left out.
  const rivals = candidates.filter(
    ({ header }) =>
      header.isHeader && (header.missing.length === 0 || [...header.columns.values()].includes('idNumber')),
  );
  if (rivals.length > 1) {
    throw new FileRefused('SHEET_AMBIGUOUS', { sheets: quoted(rivals.map(({ sheet }) => sheet.name)) });
  }
  const byColumns = [...candidates].sort((a, b) => b.header.columns.size - a.header.columns.size);
  const best = rivals[0] ?? byColumns.find(({ header }) => header.isHeader) ?? byColumns[0];
  if (best?.header.isHeader && best.header.duplicates.length > 0) {
    throw new FileRefused('HEADER_DUPLICATE', { columns: quoted(best.header.duplicates) });
  }
  if (!best?.header.isHeader || best.header.missing.length > 0) {
    const missing = (best?.header ?? matchHeader(NO_ROW)).missing;
    throw new FileRefused('HEADER_NOT_FOUND', { columns: quoted(missing) });
  }
  return best;
}

function quoted(names: readonly string[]): string[] {
  return names.map((name) => `“${name}”`);
}
