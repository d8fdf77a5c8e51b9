import { PassThrough } from 'node:stream';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import ExcelJS from 'exceljs';
import { looksLikeFormula, TEXT_FORMAT } from './neutral-text.ts';
import { rosterColumns } from './roster-columns.ts';

/** The cells of one row by field; texts are written as texts whatever they look like. */
export type RosterCells = Readonly<Partial<Record<RosterField, string | number>>>;

export interface RosterFile {
  readonly plans: readonly PlanVersion[];
  readonly rows: Iterable<RosterCells> | AsyncIterable<RosterCells>;
  readonly sheet?: string;
}

/** A roster workbook with any number of rows, row by row: memory holds the zip, not the sheet. */
export async function writeRoster(file: RosterFile): Promise<Buffer> {
  const output = new PassThrough();
  const collected = collect(output);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet(file.sheet ?? '参保名单');
  const columns = rosterColumns(file.plans);
  sheet.columns = columns.map(({ header, width, asText }) => ({
    header,
    width,
    ...(asText ? { style: { numFmt: TEXT_FORMAT } } : {}),
  }));
  for await (const cells of file.rows) {
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
