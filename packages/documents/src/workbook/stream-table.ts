import { streamWorkbook, type Table } from './stream-workbook.ts';

export type { Table } from './stream-workbook.ts';

/** A list as a workbook of one sheet, in chunks. @throws RangeError, whatever the rows throw (streamWorkbook) */
export function streamTable(table: Table): AsyncGenerator<Buffer, void, undefined> {
  return streamWorkbook([table]);
}
