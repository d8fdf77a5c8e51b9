import { readTable } from '@huzhu/documents/workbook/read-table';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { matchHeader } from '@huzhu/domain/roster/match-header';
import { CellDigest } from './cell-digest.ts';

const PLANS = [seedPlan('CI2021')];

/** The product's own reader, from the bytes of a roster to the cells of every row below the header. */
export async function digestRoster(file: Buffer) {
  const digest = new CellDigest();
  for await (const event of readTable(file, (row) => matchHeader(row, PLANS))) {
    if (event.kind === 'sheet') continue;
    for (const row of event.rows) {
      digest.row();
      for (const [column, cell] of row.cells) digest.cell(row.rowNumber, column, cell.text);
    }
  }
  return digest.result();
}
