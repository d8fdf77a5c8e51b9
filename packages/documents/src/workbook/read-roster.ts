import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { classifyRow, type RowKind } from '@huzhu/domain/roster/classify-row';
import type { StoredMapping } from '@huzhu/domain/roster/column-mapping.schema';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { layoutOf, matchHeader, type RosterLayout, type SheetRow } from '@huzhu/domain/roster/match-header';
import { readRow } from '@huzhu/domain/roster/read-row';
import type { RawRosterRow } from '@huzhu/domain/roster/roster-row';
import { readTable } from './read-table.ts';
import { READER_LIMITS, type ReaderLimits } from './reader-limits.ts';
import { type MappedHeader, repeatsOf, type SaidColumns, storedMapping, waysOf } from './said-columns.ts';

/** A row below the header that is no person and was left out, for the user to see. */
export interface SkippedRow {
  readonly row: number;
  readonly reason: Exclude<RowKind, 'data' | 'blank'>;
}

export type RosterReadEvent =
  | {
      readonly kind: 'sheet';
      readonly sheet: string;
      readonly headerRow: number;
      /** Columns that were recognised. */
      readonly columns: number;
      /** Rows with content below the header; some may turn out to be totals and notes. */
      readonly rowsTotal: number;
      readonly date1904: boolean;
      /** How the columns were found, where the header alone did not say it. */
      readonly mapping?: StoredMapping;
      readonly layout: RosterLayout;
      /** A 批注名单: a column holds the keys of its rows. */
      readonly keyed: boolean;
    }
  | { readonly kind: 'rows'; readonly rows: RawRosterRow[] }
  | { readonly kind: 'end'; readonly dataRows: number; readonly skipped: readonly SkippedRow[] };

/** Rows with words that are no persons: more than any honest sheet has. */
const MAX_SKIPPED = 100_000;

/**
 * Reads a 参保名单. Rows come as they are read; they may be accepted only when `end` has come, for damage may show late.
 * @throws FileRefused, every code of domain.md's file-level refusals but READ_TIMEOUT
 */
export async function* readRoster(
  file: Buffer,
  plans: readonly PlanVersion[],
  limits: ReaderLimits = READER_LIMITS,
  said: SaidColumns = {},
): AsyncGenerator<RosterReadEvent, void, undefined> {
  const skipped: SkippedRow[] = [];
  let dataRows = 0;
  let header: MappedHeader | undefined;
  let repeats: (row: SheetRow) => boolean = () => false;

  for await (const event of readTable<MappedHeader>(
    file,
    (row) => matchHeader(row, plans),
    limits,
    waysOf(said, plans),
  )) {
    if (event.kind === 'sheet') {
      header = event.header;
      if (header.said) repeats = repeatsOf(event);
      const { sheet, headerRow, date1904, rowsBelow } = event;
      yield {
        kind: 'sheet',
        sheet,
        headerRow,
        columns: header.columns.size,
        rowsTotal: rowsBelow,
        date1904,
        layout: layoutOf(event.headerCells, header, header.said ? plans : undefined),
        keyed: header.keyColumn !== undefined,
        ...(header.said && { mapping: storedMapping(event, header.said) }),
      };
      continue;
    }
    if (!header) continue;
    const rows: RawRosterRow[] = [];
    for (const sheetRow of event.rows) {
      if (repeats(sheetRow)) {
        skipped.push({ row: sheetRow.rowNumber, reason: 'header' });
        continue;
      }
      const row = readRow(sheetRow, header);
      const kind = classifyRow(row, sheetRow);
      if (kind === 'data') rows.push(row);
      else if (kind !== 'blank') skipped.push({ row: sheetRow.rowNumber, reason: kind });
    }
    dataRows += rows.length;
    if (dataRows > limits.dataRows || skipped.length > MAX_SKIPPED) {
      throw new FileRefused('TOO_MANY_ROWS', { limit: limits.dataRows.toLocaleString('en-US') });
    }
    if (rows.length > 0) yield { kind: 'rows', rows };
  }
  if (dataRows === 0) throw new FileRefused('NO_ROWS');
  yield { kind: 'end', dataRows, skipped };
}
