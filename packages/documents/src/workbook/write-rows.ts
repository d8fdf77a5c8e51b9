import { PassThrough } from 'node:stream';
import ExcelJS from 'exceljs';
import { looksLikeFormula, TEXT_FORMAT } from './neutral-text.ts';

interface Column<Field extends string> {
  readonly field: Field;
  readonly header: string;
  readonly width: number;
  readonly asText: boolean;
}

type Cells<Field extends string> = Readonly<Partial<Record<Field, string | number>>>;

/**
 * A workbook of one sheet with any number of rows, row by row: memory holds the zip, not the sheet. Texts are written as
 * texts whatever they look like.
 */
export async function writeRows<Field extends string>(
  sheetName: string,
  columns: readonly Column<Field>[],
  rows: Iterable<Cells<Field>> | AsyncIterable<Cells<Field>>,
): Promise<Buffer> {
  const output = new PassThrough();
  const collected = collect(output);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet(sheetName);
  sheet.columns = columns.map(({ header, width, asText }) => ({
    header,
    width,
    ...(asText ? { style: { numFmt: TEXT_FORMAT } } : {}),
  }));
  for await (const cells of rows) {
    const row = sheet.addRow(columns.map(({ field }) => cells[field] ?? null));
    columns.forEach(({ field }, index) => {
      const value = cells[field];
      if (typeof value === 'string' && looksLikeFormula(value)) row.getCell(index + 1).numFmt = TEXT_FORMAT;
    });
    row.commit();
  }
  await workbook.commit();
  return collected;
}

async function collect(stream: PassThrough): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
