import { readTable } from '@huzhu/documents/workbook/read-table';
import { indexLedger, type Ledger } from '@huzhu/domain/ledger/check-ledger';
import { type LedgerHeader, matchLedgerHeader } from '@huzhu/domain/ledger/match-ledger-header';
import { type LedgerRow, readLedgerRow } from '@huzhu/domain/ledger/read-ledger-row';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';

/**
 * Reads a 社保台账 with the roster's engine: the same guards, the same refusals. In the caller's own thread, so for the
 * command line only; an import has to run it where it can be killed, as rosters are.
 * @throws FileRefused
 */
export async function readLedger(file: Buffer): Promise<Ledger> {
  const rows: LedgerRow[] = [];
  let header: LedgerHeader | undefined;
  let date1904 = false;
  for await (const event of readTable(file, matchLedgerHeader)) {
    if (event.kind === 'sheet') {
      header = event.header;
      date1904 = event.date1904;
    } else if (header) {
      for (const sheetRow of event.rows) {
        const row = readLedgerRow(sheetRow, header, date1904);
        if (row) rows.push(row);
      }
    }
  }
  if (rows.length === 0) throw new FileRefused('NO_ROWS');
  return indexLedger(rows);
}
