import assert from 'node:assert/strict';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { FILE_REFUSALS, FileRefused } from '@huzhu/domain/roster/file-refusal';
import { matchHeader, type SheetRow } from '@huzhu/domain/roster/match-header';
import { readTable } from '../workbook/read-table.ts';
import { READER_LIMITS, type ReaderLimits } from '../workbook/reader-limits.ts';
import { collectRoster } from './collect-roster.ts';
import { mappedRow } from './mapped-row.ts';
import { type ModelWorkbook, modelWorkbook } from './model-workbook.ts';
import { mutateWorkbook } from './mutate-workbook.ts';
import { Random } from './random.ts';
import { referenceRows } from './reference-reader.ts';

/** No honest file of a test takes a tenth of this; more is a hang in the making. */
const DEADLINE_MS = 10_000;
const PLANS = [seedPlan('CI2021')];
const SHEET_PART = 'xl/worksheets/sheet1.xml';

interface Table {
  readonly headerRow: number;
  readonly rows: SheetRow[];
}

/** Reads by both ways, the fast front and the tokenizer alone, which must come to the same. */
async function readBothWays(file: Buffer): Promise<Table | FileRefused> {
  const fast = await readOrRefused(file, READER_LIMITS);
  const slow = await readOrRefused(file, { ...READER_LIMITS, storedCells: 0 });
  if (fast instanceof FileRefused || slow instanceof FileRefused) {
    assert.equal(fast instanceof FileRefused && fast.code, slow instanceof FileRefused && slow.code, 'the two ways');
  } else assert.deepEqual(fast, slow, 'the two ways');
  return fast;
}

/** The rows below the header, or the refusal; anything else that is thrown is a finding. */
async function readOrRefused(file: Buffer, limits: ReaderLimits): Promise<Table | FileRefused> {
  const began = performance.now();
  const rows: SheetRow[] = [];
  let headerRow = 0;
  try {
    for await (const event of readTable(file, (row) => matchHeader(row, PLANS), limits)) {
      if (event.kind === 'sheet') headerRow = event.headerRow;
      else rows.push(...event.rows.map(mappedRow));
    }
    return { headerRow, rows };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    assert(error.code in FILE_REFUSALS, `an unknown code ${error.code}`);
    assert.match(error.sentence, /^没有导入：[^{}]+请[^{}]+。$/);
    return error;
  } finally {
    assert(performance.now() - began < DEADLINE_MS, 'too slow');
  }
}

/** A sound workbook is read exactly as its model says. */
export async function differentialRound(seed: number): Promise<void> {
  await checkModel(modelWorkbook(new Random(seed)));
}

export async function checkModel(model: ModelWorkbook): Promise<void> {
  const read = await readBothWays(model.file);
  if (read instanceof FileRefused) throw new Error(`refused: ${read.sentence}`);
  assert.equal(read.headerRow, model.headerRow);
  assert.deepEqual(read.rows, model.rows);
  const roster = await collectRoster(model.file);
  assert.equal(roster.outcome === 'parsed' && roster.rows.length, model.rows.length, 'persons');
}

export type MutationOutcome = 'read' | 'differs' | FileRefused['code'];

/**
 * A damaged workbook is refused with a known code, or read exactly as the reference reads the damaged bytes: no row
 * that is in the file is ever left out, none is made up.
 */
export async function mutationRound(seed: number): Promise<{ outcome: MutationOutcome; change: string }> {
  const random = new Random(seed);
  const model = modelWorkbook(random, { rows: random.int(1, 12) });
  const { file, change } = mutateWorkbook(model, random);
  try {
    const read = await readBothWays(file);
    if (read instanceof FileRefused) return { outcome: read.code, change };
    const reference = referenceRows(file, SHEET_PART);
    const at = reference.findIndex((row) => row.rowNumber === read.headerRow);
    assert(at >= 0, 'the header is not where it was read');
    const below = reference.slice(at + 1);
    for (const row of reference.slice(0, at)) assert(row.rowNumber < read.headerRow, 'a row before the header is lost');
    assert.deepEqual(
      read.rows.map((row) => [row.rowNumber, row.hidden]),
      below.map((row) => [row.rowNumber, row.hidden]),
    );
    for (const [index, row] of read.rows.entries()) compareCells(row, below[index]?.cells ?? new Map());
    const same = read.rows.length === model.rows.length;
    return { outcome: same ? 'read' : 'differs', change };
  } catch (error) {
    throw new Error(`after “${change}”: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}

function compareCells(row: SheetRow, reference: ReadonlyMap<number, string>): void {
  for (const [column, written] of reference) {
    const cell = row.cells.get(column);
    assert(cell, `row ${row.rowNumber} column ${column} is lost`);
    const colon = written.indexOf(':');
    const [kind, text] = [written.slice(0, colon), written.slice(colon + 1)];
    if (kind === 'number') {
      assert(cell.kind === 'number' || cell.kind === 'date', `a number became ${cell.kind}`);
      assert.equal(cell.value, Number(text));
    } else if (kind === 'day') {
      assert(cell.kind === 'date' || cell.kind === 'text', `a day became ${cell.kind}`);
      assert(text.startsWith(cell.text));
    } else assert.deepEqual([cell.kind, cell.text], [kind, text]);
  }
  // What a merge fills is in no cell of the row: only more than the reference knows, never another value.
  for (const column of row.cells.keys()) {
    if (!reference.has(column)) assert.equal(row.cells.get(column)?.kind !== 'formula', true);
  }
}
