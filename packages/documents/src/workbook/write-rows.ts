import { writeTable } from './write-table.ts';

interface Column<Field extends string> {
  readonly field: Field;
  readonly header: string;
  readonly width: number;
  readonly asText: boolean;
}

type Cells<Field extends string> = Readonly<Partial<Record<Field, string | number>>>;

/** A workbook of one sheet whose rows name their cells by field, with any number of rows. */
export function writeRows<Field extends string>(
  sheet: string,
  columns: readonly Column<Field>[],
  rows: Iterable<Cells<Field>> | AsyncIterable<Cells<Field>>,
): Promise<Buffer> {
  return writeTable({
    sheet,
    columns: columns.map(({ header, width, asText }) => ({ header, width, ...(asText ? { form: 'text' } : {}) })),
    rows: inOrder(columns, rows),
  });
}

async function* inOrder<Field extends string>(
  columns: readonly Column<Field>[],
  rows: Iterable<Cells<Field>> | AsyncIterable<Cells<Field>>,
) {
  for await (const cells of rows) yield columns.map(({ field }) => cells[field] ?? null);
}
