import { readTable } from '@huzhu/documents/workbook/read-table';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { matchHeader } from '@huzhu/domain/roster/match-header';
import { CellDigest } from './cell-digest.ts';

const PLANS = [seedPlan('CI2021')];

/** The product's own reader, from the bytes of a roster to the cells of every row below the header. */
export async function digestRoster(file: Buffer) {
  const digest = new CellDigest();
  let columns: readonly number[] = [];
  for await (const event of readTable(file, (row) => matchHeader(row, PLANS))) {
    if (event.kind === 'sheet') {
      columns = [...event.header.columns.keys()].sort((a, b) => a - b);
      continue;
    }
    for (const row of event.rows) {
      digest.row();
      // As the product takes them: the cells of the columns it knows, which are all of a generated roster.
      for (const column of columns) {
        const cell = row.cells.get(column);
        if (cell) digest.cell(row.rowNumber, column, cell.text);
      }
    }
  }
  return digest.result();
}
