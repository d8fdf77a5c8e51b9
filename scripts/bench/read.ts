import { inflateRawSync } from 'node:zlib';
import { excelRoster } from '@huzhu/documents/testing/excel-roster';
import { archiveParts } from './archive-parts.ts';
import type { Benchmark, Measured } from './benchmark.ts';
import { CellDigest } from './cell-digest.ts';
import { digestRoster } from './digest-roster.ts';

/** @param before how many lists this thread has read: the worker keeps its threads (kept-threads.ts) */
async function ours(file: Buffer, before: number): Promise<Measured> {
  for (let read = 0; read < before; read++) await digestRoster(file);
  const began = performance.now();
  const result = await digestRoster(file);
  return { ms: performance.now() - began, ...result };
}

/** What no reader can go below: every part inflated, and every byte looked at once. */
async function limit(file: Buffer): Promise<Measured> {
  const parts = archiveParts(file);
  const began = performance.now();
  let sum = 0;
  for (const { compressed } of parts) {
    const bytes = inflateRawSync(compressed);
    for (let at = 0; at < bytes.length; at++) sum = (sum + (bytes[at] as number)) | 0;
  }
  return { ms: performance.now() - began, counts: { parts: parts.length, checksum: sum } };
}

/** exceljs as its readers use it: the whole workbook in memory. */
async function exceljs(file: Buffer): Promise<Measured> {
  const { default: ExcelJS } = await import('exceljs');
  const digest = new CellDigest();
  const began = performance.now();
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(new Uint8Array(file).buffer);
  workbook.worksheets[0]?.eachRow((row, rowNumber) => {
    // The header is the first row of a generated roster.
    if (rowNumber === 1) return;
    digest.row();
    row.eachCell((cell, column) => digest.cell(rowNumber, column, String(cell.value)));
  });
  return { ms: performance.now() - began, ...digest.result() };
}

export default {
  name: 'read',
  about: 'a roster from the bytes of its file to the cells of its rows',
  defaultRows: 100_000,
  rounds: 5,
  prepare: async ({ rows }) => excelRoster({ rows }),
  contenders: [
    {
      name: 'ours',
      about: 'the reader, in a thread that has read three before',
      run: (_options, input) => ours(input as Buffer, 3),
    },
    { name: 'first', about: 'the reader, in a new thread', run: (_options, input) => ours(input as Buffer, 0) },
    { name: 'limit', about: 'inflate, and one pass over the bytes', run: (_options, input) => limit(input as Buffer) },
    { name: 'exceljs', about: 'workbook.xlsx.load', run: (_options, input) => exceljs(input as Buffer) },
  ],
  expect: ({ rows }) => ({ rows }),
  goals: [{ of: 'ours', to: 'limit', atMost: 1.6 }],
  memory: [{ of: 'first', atMostMb: 170, atRows: 100_000 }],
} satisfies Benchmark;
