import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import type { SheetRow } from '@huzhu/domain/roster/match-header';
import type { StoreBudget } from './cell-store.ts';
import { corrupt } from './corrupt.ts';
import { type ArchivePart, openArchive } from './open-archive.ts';
import type { CellContext } from './raw-cell.ts';
import { readSheet } from './read-sheet.ts';
import { READER_LIMITS, type ReaderLimits } from './reader-limits.ts';
import { scanSheet } from './scan-sheet.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readWorkbookParts, type Sheet } from './sheets.ts';
import { sniffFile } from './sniff-file.ts';
import { readStyles } from './styles.ts';
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
  readonly date1904: boolean;
  /** Rows with content below the header, at most. */
  readonly rowsBelow: number;
}

export type TableEvent<H extends TableHeader> = TableSheet<H> | { readonly kind: 'rows'; readonly rows: SheetRow[] };

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
): AsyncGenerator<TableEvent<H>, void, undefined> {
  if (file.length > limits.fileBytes) {
    throw new FileRefused('FILE_TOO_LARGE', { limit: Math.floor(limits.fileBytes / 1024 / 1024) });
  }
  sniffFile(file);
  const parts = await readWorkbookParts(await openArchive(file, limits));
  const context: CellContext = {
    strings: await readSharedStrings(parts.sharedStrings, limits),
    isDate: await readStyles(parts.styles),
    date1904: parts.date1904,
  };

  const candidates: Candidate<H>[] = [];
  const budget: StoreBudget = { cells: limits.storedCells };
  for (const sheet of parts.sheets) {
    if (sheet.hidden) continue;
    const open = await openSheet(sheet.part, context, limits, budget);
    candidates.push({ sheet, open, ...(await findHeader(open.batches(), matchHeader)) });
  }
  const { sheet, open, header, headerRow, rowsAbove } = chooseSheet(candidates, matchHeader);
  const rowsBelow = Math.max(0, open.filledRows - rowsAbove);
  yield { kind: 'sheet', sheet: sheet.name, headerRow, header, date1904: parts.date1904, rowsBelow };

  let below = false;
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
  batches(): Iterable<SheetRow[]> | AsyncIterable<SheetRow[]>;
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
  readonly headerRow: number;
  /** Rows with content down to the header, itself included. */
  readonly rowsAbove: number;
}

interface Candidate<H> extends FoundHeader<H> {
  readonly sheet: Sheet;
  readonly open: OpenSheet;
}

/** The first header row; of a header in two rows (a group title above) the second when that says more. */
async function findHeader<H extends TableHeader>(
  batches: Iterable<SheetRow[]> | AsyncIterable<SheetRow[]>,
  matchHeader: (row: SheetRow) => H,
): Promise<FoundHeader<H>> {
  let best: FoundHeader<H> = { header: matchHeader(NO_ROW), headerRow: 0, rowsAbove: 0 };
  let seen = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      seen += 1;
      const found = { header: matchHeader(row), headerRow: row.rowNumber, rowsAbove: seen };
      if (best.header.isHeader) {
        return found.header.isHeader && found.header.columns.size > best.header.columns.size ? found : best;
      }
      if (found.header.isHeader || found.header.columns.size > best.header.columns.size) best = found;
      if (seen >= HEADER_SEARCH) return best;
    }
  }
  return best;
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
