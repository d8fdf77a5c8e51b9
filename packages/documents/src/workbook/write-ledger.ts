import type { LedgerField } from '@huzhu/domain/ledger/match-ledger-header';
import { LEDGER_TABLE } from './ledger-columns.ts';
import { writeRows } from './write-rows.ts';

/** The cells of one line by field. A number given as a number becomes a numeric cell, as a careless export has it. */
export type LedgerCells = Readonly<Partial<Record<LedgerField, string | number>>>;

/** A 社保台账 workbook with any number of lines, as an office exports it: the table alone. */
export function writeLedger(rows: Iterable<LedgerCells>): Promise<Buffer> {
  return writeRows('社保台账', LEDGER_TABLE, rows);
}
