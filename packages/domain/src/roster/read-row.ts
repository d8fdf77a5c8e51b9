import type { HeaderMatch, SheetRow } from './match-header.ts';
import type { RosterField } from './roster-field.ts';
import type { RawCell, RawRosterRow } from './roster-row.ts';

/**
 * The cells of a sheet row under the columns of its header. Extra columns are left out. Where the document type is
 * implied by the header (身份证号), it is put into every row that has a number.
 */
export function readRow(row: SheetRow, header: HeaderMatch): RawRosterRow {
  const cells: Partial<Record<RosterField, RawCell>> = {};
  for (const [column, field] of header.columns) {
    const cell = row.cells.get(column);
    if (cell) cells[field] = cell;
  }
  if (header.impliedDocumentType !== undefined && cells.idNumber) {
    cells.documentType = { kind: 'text', text: header.impliedDocumentType };
  }
  const key = header.keyColumn === undefined ? undefined : row.cells.get(header.keyColumn);
  const { rowNumber, hidden } = row;
  return key === undefined ? { rowNumber, hidden, cells } : { rowNumber, hidden, cells, key: key.text };
}
