import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { craftWorkbook, headerRow, personRow } from '../testing/craft-workbook.ts';

const ID = '310104198803130774';
const HERE = fileURLToPath(new URL('.', import.meta.url));
const CRAFTED = fileURLToPath(new URL('../../fixtures/crafted/', import.meta.url));
const FOLDER = mkdtempSync(join(tmpdir(), 'hostile-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

async function measure(file: string): Promise<{ outcome: string | number; ms: number; megabytes: number }> {
  const script = join(HERE, '../testing/measure-read.ts');
  const args = ['--import', 'tsx', script, join(CRAFTED, '00-baseline-inline.xlsx'), file];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: HERE });
  return JSON.parse(stdout);
}

async function expectBounded(file: string, outcome: string | number) {
  const measured = await measure(file);
  expect(measured.outcome).toBe(outcome);
  expect(measured.ms).toBeLessThan(10_000);
  expect(measured.megabytes).toBeLessThan(256);
}

describe('a hostile file costs at most 10 s and 256 MB', () => {
  it.each([
    ['30-bomb-sheet-1g-spaces', 'FILE_ZIP_BOMB'],
    ['32-bomb-size-lie', 'FILE_ZIP_BOMB'],
    ['35-bomb-aliased-8g', 'FILE_ZIP_BOMB'],
    ['41-billion-laughs-sheet', 'FILE_CORRUPT'],
    ['44-xxe-file', 'FILE_CORRUPT'],
    ['a3-1048576-empty-rows', 5],
    ['b3-merge-whole-sheet', 5],
  ])('%s', async (name, outcome) => expectBounded(join(CRAFTED, `${name}.xlsx`), outcome), 30_000);

  const made: [string, string | number, () => Buffer][] = [
    ['an endless comment', 'FILE_ZIP_BOMB', () => craftWorkbook({ rows: `<!--${'<a'.repeat(4_000_000)}-->` })],
    ['an endless attribute', 'FILE_ZIP_BOMB', () => craftWorkbook({ rows: `<row x="${'a'.repeat(8_000_000)}"/>` })],
    [
      'a tag with a million attributes',
      'FILE_ZIP_BOMB',
      () => craftWorkbook({ rows: `<row ${Array.from({ length: 1_000_000 }, (_, at) => `a${at}=""`).join(' ')}/>` }),
    ],
    [
      'strings without end',
      'FILE_ZIP_BOMB',
      () => craftWorkbook({ rows: headerRow(), strings: Array.from({ length: 8_000_000 }, () => '<t/>') }),
    ],
    [
      'rows of 16,384 cells',
      'FILE_ZIP_BOMB',
      () => {
        const wide = '<c><v>1</v></c>'.repeat(16_384);
        return craftWorkbook({ rows: headerRow() + `<row>${wide}</row>`.repeat(100) });
      },
    ],
    [
      // 0.9 MB that cost 309 MB while each text kept the chunk that it was cut from.
      'strings with much between them',
      1,
      () => {
        const noise = (at: number) =>
          Array.from({ length: 45 }, (_, part) =>
            `<phoneticPr fontId="${(at * 7919 + part * 104_729).toString(36)}"/>`.repeat(45),
          ).join('');
        return craftWorkbook({
          rows: headerRow() + personRow(2, ID),
          strings: Array.from({ length: 2_500 }, (_, at) => `<t>${String(at).padStart(20, '字')}</t>${noise(at)}`),
        });
      },
    ],
    [
      'a merge on every row',
      'FILE_CORRUPT',
      () =>
        craftWorkbook({
          rows: headerRow() + Array.from({ length: 50_000 }, (_, at) => personRow(at + 2, ID)).join(''),
          tail: `<mergeCells>${Array.from({ length: 50_000 }, (_, at) => `<mergeCell ref="B${at + 2}:B1048576"/>`).join('')}</mergeCells>`,
        }),
    ],
  ];
  it.each(made)(
    '%s',
    async (name, outcome, make) => {
      const file = join(FOLDER, `${name}.xlsx`);
      writeFileSync(file, make());
      await expectBounded(file, outcome);
    },
    60_000,
  );
});
