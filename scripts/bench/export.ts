import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { nineCells } from '@huzhu/documents/testing/excel-roster';
import type { TableColumn, TableRow } from '@huzhu/documents/workbook/sheet-xml';
import { streamTable } from '@huzhu/documents/workbook/stream-table';
import { ZIP_LEVEL } from '@huzhu/documents/workbook/zip-stream';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { Benchmark, Outcome } from './benchmark.ts';
import { digestRoster } from './digest-roster.ts';

const SHEET = '参保名单';
const COLUMNS: readonly TableColumn[] = [
  { header: '序号', width: 6 },
  { header: '姓名', width: 12 },
  { header: '证件类型', width: 18 },
  { header: '证件号码', width: 22, form: 'text' },
  { header: '性别', width: 6 },
  { header: '出生日期', width: 14, form: 'text' },
  { header: '手机号码', width: 14, form: 'text' },
  { header: '份数', width: 8 },
  { header: '备注', width: 24 },
];
/** Rows that a database gives at once. */
const BATCH = 1_000;

/** Persons as a cursor gives them: a batch at a time, each of them after a turn of the event loop. */
async function* persons(rows: number): AsyncGenerator<TableRow> {
  for (let from = 0; from < rows; from += BATCH) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    for (let at = from; at < Math.min(rows, from + BATCH); at++) yield nineCells(syntheticPerson(at), at);
  }
}

interface Written {
  readonly ms: number;
  /** Gives the file and forgets it. */
  take(): Buffer;
}

/** Writes a file of the disk. */
async function timed(write: (sink: fs.WriteStream) => Promise<void>): Promise<Written> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'huzhu-export-'));
  const file = path.join(folder, 'export.xlsx');
  const began = performance.now();
  await write(fs.createWriteStream(file));
  const ms = performance.now() - began;
  const take = () => {
    const content = fs.readFileSync(file);
    fs.rmSync(folder, { recursive: true });
    return content;
  };
  return { ms, take };
}

function compared({ ms, take }: Written): Outcome {
  const prove = async () => {
    const content = take();
    const { digest, counts } = await digestRoster(content);
    return { digest, counts: { ...counts, bytes: content.length } };
  };
  return { ms, prove };
}

function ours(rows: number): Promise<Written> {
  return timed((sink) => pipeline(streamTable({ sheet: SHEET, columns: COLUMNS, rows: persons(rows) }), sink));
}

/** A tenth of the rows, for its memory: neither digest nor counts are those of the others. */
async function tenth(rows: number): Promise<Outcome> {
  const { ms, take } = await ours(Math.ceil(rows / 10));
  return { ms, counts: { bytes: take().length } };
}

/** The leanest that exceljs has: no styles at all, texts in the sheet, and our own effort for the zip: not what that saves is compared. */
async function exceljs(rows: number): Promise<Written> {
  const { default: ExcelJS } = await import('exceljs');
  return timed(async (sink) => {
    const stored = new Promise<void>((resolve, reject) => sink.once('close', resolve).once('error', reject));
    const zip = { zlib: { level: ZIP_LEVEL } };
    const options = { stream: sink, useStyles: false, useSharedStrings: false, zip };
    const workbook = new ExcelJS.stream.xlsx.WorkbookWriter(options);
    const sheet = workbook.addWorksheet(SHEET);
    sheet.columns = COLUMNS.map(({ header, width }) => ({ header, width }));
    for await (const row of persons(rows)) sheet.addRow(row).commit();
    await workbook.commit();
    await stored;
  });
}

export default {
  name: 'export',
  about: 'rows of persons from an async iterable to a workbook on the disk',
  defaultRows: 100_000,
  rounds: 5,
  contenders: [
    { name: 'ours', about: 'the writer of the exports', run: async ({ rows }) => compared(await ours(rows)) },
    {
      name: 'exceljs',
      about: 'WorkbookWriter, styles and shared strings off',
      run: async ({ rows }) => compared(await exceljs(rows)),
    },
    { name: 'tenth', about: 'ours, a tenth of the rows', run: ({ rows }) => tenth(rows) },
  ],
  expect: ({ rows }) => ({ rows }),
  goals: [{ of: 'ours', to: 'exceljs', atMost: 0.7 }],
  memory: [{ of: 'ours', atMostMb: 130, atRows: 100_000 }],
  growth: [{ of: 'ours', to: 'tenth', atMost: 1.5 }],
} satisfies Benchmark;
