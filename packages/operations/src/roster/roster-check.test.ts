import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { craftWorkbook, headerRow, personRow } from '@huzhu/documents/testing/craft-workbook';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const FIXTURES = 'packages/documents/fixtures';
const FOLDER = mkdtempSync(join(tmpdir(), 'roster-check-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

interface Run {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command as npm runs it. */
function run(...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/roster-check.ts', ...args], {
    cwd: ROOT,
  });
  return new Promise((resolve) => {
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.on('close', (exit) => resolve({ exit, out, err }));
  });
}

async function json(...args: string[]) {
  const result = await run(...args, '--json', '--as-of', '2026-11-23');
  return { ...result, document: JSON.parse(result.out) as Record<string, unknown> };
}

// Each command starts two processes' worth of TypeScript; on a machine shared by others that is seconds.
describe('roster:check', { timeout: 30_000 }, () => {
  it('prints every data row and exits 0 when nothing is wrong', async () => {
    const { exit, document, err } = await json(`${FIXTURES}/crafted/00-baseline-inline.xlsx`);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(document).toMatchObject({ outcome: 'parsed', sheet: '人员名单', dataRows: 5, counts: {} });
    expect(document.rows).toHaveLength(5);
    expect((document.rows as unknown[])[0]).toEqual({
      row: 2,
      name: '卫霞',
      idNumber: '310104198803130774',
      issues: [],
    });
  });

  it('exits 0 with warnings only, 1 with errors, and counts rows per code', async () => {
    expect(await json(`${FIXTURES}/crafted/84-hidden-rows.xlsx`)).toMatchObject({
      exit: 0,
      document: { counts: { HIDDEN_ROW: 2 } },
    });
    expect(await json(`${FIXTURES}/rosters/r01-openpyxl.xlsx`)).toMatchObject({
      exit: 1,
      document: { dataRows: 40, counts: { DUPLICATE_IN_FILE_DIFFERS: 2, ID_CHECKSUM: 2, NAME_EMPTY: 1 } },
    });
  });

  it('lists the rows by number, whatever their order in the file', async () => {
    const file = join(FOLDER, 'out-of-order.xlsx');
    const ids = [3, 2].map((row) => syntheticPerson(row).idNumber);
    writeFileSync(file, craftWorkbook({ rows: headerRow() + personRow(3, ids[0] ?? '') + personRow(2, ids[1] ?? '') }));
    const { document } = await json(file);
    expect(document.rows).toMatchObject([
      { row: 2, idNumber: ids[1] },
      { row: 3, idNumber: ids[0] },
    ]);
  });

  it('exits 2 with one sentence when the file is refused', async () => {
    const { exit, document, err } = await json(`${FIXTURES}/crafted/90-two-roster-sheets.xlsx`);
    expect({ exit, err }).toEqual({ exit: 2, err: '' });
    expect(Object.keys(document)).toEqual(['outcome', 'code', 'message']);
    expect(document).toMatchObject({ outcome: 'refused', code: 'SHEET_AMBIGUOUS' });
    expect(document.message).toContain('“一车间”、“二车间”');
  });

  it('never shows a stack: missing file, folder, too large, bad options', async () => {
    const huge = join(FOLDER, 'huge.xlsx');
    writeFileSync(huge, 'PK\x03\x04');
    truncateSync(huge, 64 * 1024 * 1024 + 1);
    const file = `${FIXTURES}/crafted/00-baseline-inline.xlsx`;
    const commands: [string[], string][] = [
      [['nowhere.xlsx'], 'FILE_MISSING'],
      [[FIXTURES], 'FILE_MISSING'],
      [[huge], 'FILE_TOO_LARGE'],
      [[], 'BAD_OPTION'],
      [[file, '--plan', 'NONE'], 'BAD_OPTION'],
      [[file, '--plan', 'CI2021,CHILD'], 'BAD_OPTION'],
      [[file, '--effective', '2026-02-30'], 'BAD_OPTION'],
      [[file, '--nonsense'], 'BAD_OPTION'],
    ];
    for (const [args, code] of commands) {
      const { exit, document, out, err } = await json(...args);
      expect({ exit, err, ...document }).toMatchObject({ exit: 2, err: '', outcome: 'refused', code });
      expect(out).not.toMatch(/\bat .*\.(ts|js)|node:/);
    }
  }, 60_000);

  it('prints a Chinese table without --json', async () => {
    const { exit, out } = await run(`${FIXTURES}/rosters/r07-id-numbers.xlsx`, '--as-of', '2026-11-23');
    expect(exit).toBe(1);
    expect(out).toContain('工作表“人员名单”，共 12 人。');
    expect(out).toContain('第 3 行');
  });
});
