import { type LedgerHeader, matchLedgerHeader } from '@huzhu/domain/ledger/match-ledger-header';
import { type LedgerRow, readLedgerRow } from '@huzhu/domain/ledger/read-ledger-row';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { readTable } from './read-table.ts';
import { READER_LIMITS, type ReaderLimits } from './reader-limits.ts';

export type LedgerEvent =
  | { readonly kind: 'sheet'; readonly sheet: string; readonly rowsTotal: number }
  | { readonly kind: 'rows'; readonly rows: LedgerRow[] }
  /** The file is whole. Only now may the rows be accepted. */
  | { readonly kind: 'end'; readonly dataRows: number };

/**
 * Reads a 社保台账 with the roster's engine: the same guards, the same refusals. Lines that vouch for nobody are left out.
 * @throws FileRefused
 */
export async function* readLedgerRows(
  file: Buffer,
  limits: ReaderLimits = READER_LIMITS,
): AsyncGenerator<LedgerEvent, void, undefined> {
  let header: LedgerHeader | undefined;
  let date1904 = false;
  let dataRows = 0;
  for await (const event of readTable(file, matchLedgerHeader, limits)) {
    if (event.kind === 'sheet') {
      header = event.header;
      date1904 = event.date1904;
      yield { kind: 'sheet', sheet: event.sheet, rowsTotal: event.rowsBelow };
      continue;
    }
    if (!header) continue;
    const rows: LedgerRow[] = [];
    for (const sheetRow of event.rows) {
      const row = readLedgerRow(sheetRow, header, date1904);
      if (row) rows.push(row);
    }
    dataRows += rows.length;
    if (dataRows > limits.dataRows) {
      throw new FileRefused('TOO_MANY_ROWS', { limit: limits.dataRows.toLocaleString('en-US') });
    }
    if (rows.length > 0) yield { kind: 'rows', rows };
  }
  if (dataRows === 0) throw new FileRefused('LEDGER_NO_ROWS');
  yield { kind: 'end', dataRows };
}
