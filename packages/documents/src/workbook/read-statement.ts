import {
  matchStatementHeader,
  readStatementLine,
  type StatementHeader,
  type StatementLine,
} from '@huzhu/domain/receipt/read-statement';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import type { SheetRow } from '@huzhu/domain/roster/match-header';
import { parse } from 'csv-parse/sync';
import { readTable } from './read-table.ts';
import { READER_LIMITS, type ReaderLimits } from './reader-limits.ts';
import { notXlsx } from './sniff-file.ts';

export type StatementEvent =
  | { readonly kind: 'rows'; readonly rows: StatementLine[] }
  /** The file is whole. Only now may the rows be accepted. */
  | { readonly kind: 'end' };

const HEADER_SEARCH = 50;
/** A month of a city's society; a statement is asked for by the day or the week. */
const MOST_LINES = 20_000;

/**
 * The money that came in by a 银行流水, .xlsx or .csv (UTF-8, or GB 18030 as most banks write it).
 * @throws FileRefused as a roster's, and STATEMENT_NO_ROWS
 */
export async function* readStatement(
  file: Buffer,
  limits: ReaderLimits = READER_LIMITS,
): AsyncGenerator<StatementEvent, void, undefined> {
  let found = 0;
  for await (const { header, date1904, rows } of tableOf(file, limits)) {
    const lines = rows.flatMap((row) => readStatementLine(row, header, date1904) ?? []);
    found += lines.length;
    if (found > MOST_LINES) throw new FileRefused('TOO_MANY_ROWS', { limit: MOST_LINES.toLocaleString('en-US') });
    if (lines.length > 0) yield { kind: 'rows', rows: lines };
  }
  if (found === 0) throw new FileRefused('STATEMENT_NO_ROWS');
  yield { kind: 'end' };
}

interface Batch {
  readonly header: StatementHeader;
  readonly date1904: boolean;
  readonly rows: readonly SheetRow[];
}

async function* tableOf(file: Buffer, limits: ReaderLimits): AsyncGenerator<Batch> {
  const text = textOf(file);
  if (text !== undefined) {
    yield csvTable(text);
    return;
  }
  let header: StatementHeader | undefined;
  let date1904 = false;
  for await (const event of readTable(file, matchStatementHeader, limits)) {
    if (event.kind === 'sheet') ({ header, date1904 } = event);
    else if (header) yield { header, date1904, rows: event.rows };
  }
}

/** The text of a file that may be a CSV; undefined for everything that readTable judges (zip, .xls, PDF, pictures, nothing). */
function textOf(file: Buffer): string | undefined {
  // Every binary kind has a zero byte or a control character within its first bytes; no CSV has.
  if (file.length === 0 || file.subarray(0, 1_024).some((byte) => byte < 9 || (byte > 13 && byte < 32)))
    return undefined;
  if (file.subarray(0, 4).equals(Buffer.from('%PDF', 'latin1'))) return undefined;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    text = new TextDecoder('gb18030').decode(file);
  }
  return text.trimStart().startsWith('<') ? undefined : text;
}

function csvTable(text: string): Batch {
  const first = text.slice(0, 4_096);
  const delimiter = [',', '\t', ';'].sort((a, b) => first.split(b).length - first.split(a).length)[0] ?? ',';
  let records: string[][];
  try {
    records = parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
    });
  } catch {
    throw notXlsx('无法识别的文本文件');
  }
  const rows = records.map(
    (cells, index): SheetRow => ({
      rowNumber: index + 1,
      hidden: false,
      cells: new Map(
        cells.flatMap((cell, column) =>
          cell.trim() === '' ? [] : [[column + 1, { kind: 'text' as const, text: cell.trim() }]],
        ),
      ),
    }),
  );
  const at = rows.slice(0, HEADER_SEARCH).findIndex((row) => matchStatementHeader(row).isHeader);
  const header = matchStatementHeader(rows[Math.max(at, 0)] ?? { rowNumber: 0, hidden: false, cells: new Map() });
  if (at < 0 || header.missing.length > 0) {
    throw new FileRefused('HEADER_NOT_FOUND', { columns: header.missing.map((label) => `“${label}”`) });
  }
  if (header.duplicates.length > 0) {
    throw new FileRefused('HEADER_DUPLICATE', { columns: header.duplicates.map((label) => `“${label}”`) });
  }
  return { header, date1904: false, rows: rows.slice(at + 1) };
}
