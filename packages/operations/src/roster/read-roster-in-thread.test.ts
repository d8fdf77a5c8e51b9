import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseKeyRing } from '@huzhu/db/crypto/key-ring';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { READER_LIMITS } from '@huzhu/documents/workbook/reader-limits';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as kept from '../thread/kept-threads.ts';
import { readRosterInThread, sealRosterInThread } from './read-roster-in-thread.ts';
import type { RosterEvent, SealedRosterEvent } from './roster-event.ts';

const PLAN = seedPlan('CI2021');
const context = {
  plans: [{ version: PLAN, defaultShares: 1 }],
  effectiveDate: asDate('2026-12-01'),
  today: asDate('2026-11-23'),
};
const ROWS = 10_000;
let roster: Buffer;

beforeAll(async () => {
  // Row 12 of the sheet repeats the person of row 2 under another name.
  const change = (cells: object, at: number) =>
    at === 10 ? { ...cells, idNumber: syntheticPerson(0).idNumber, sex: '', birthDate: '' } : cells;
  roster = await generateRoster({ plans: [PLAN], rows: ROWS, change });
});

/** The thread takes the memory over: every reading gets its own. */
const copy = (file: Buffer) => new Uint8Array(file);

async function refusal(reading: AsyncIterable<RosterEvent>): Promise<unknown> {
  try {
    for await (const _event of reading);
  } catch (error) {
    return error instanceof FileRefused ? error.code : error;
  }
  return undefined;
}

describe('readRosterInThread', { timeout: 30_000 }, () => {
  it('gives the sheet, 20 rows at once, batches, and the end with both twins', async () => {
    const events: RosterEvent[] = [];
    for await (const event of readRosterInThread(copy(roster), { context })) events.push(event);
    expect(events[0]).toMatchObject({
      kind: 'sheet',
      sheet: '参保名单',
      headerRow: 1,
      rowsTotal: ROWS,
      date1904: false,
    });
    const batches = events.flatMap((event) => (event.kind === 'rows' ? [event.rows] : []));
    expect(batches.slice(0, 2).map((rows) => rows.length)).toEqual([20, 500]);
    expect(batches.flat().map((row) => row.rowNumber)).toEqual(Array.from({ length: ROWS }, (_, at) => at + 2));
    expect(events.at(-1)).toMatchObject({
      kind: 'end',
      dataRows: ROWS,
      twins: [
        [2, { code: 'DUPLICATE_IN_FILE_DIFFERS' }],
        [12, { code: 'DUPLICATE_IN_FILE_DIFFERS' }],
      ],
    });
  });

  it('gives sealed batches that hold no number in the clear', async () => {
    const ring = (name: string) => parseKeyRing(`1:${createHash('sha256').update(name).digest('base64')}`, name);
    const sealing = {
      place: { rosterVersionId: randomUUID(), unitId: 1 },
      idCipherKeys: ring('cipher'),
      idHashKeys: ring('hash'),
    };
    const events: SealedRosterEvent[] = [];
    for await (const event of sealRosterInThread(copy(roster), sealing, { context })) events.push(event);
    const batches = events.flatMap((event) => (event.kind === 'batch' ? [event] : []));
    expect(batches.map(({ counts }) => counts.rows).slice(0, 2)).toEqual([20, 500]);
    expect(batches.reduce((sum, { counts }) => sum + counts.rows, 0)).toBe(ROWS);
    expect(batches.reduce((sum, { counts }) => sum + counts.clean, 0)).toBe(ROWS);
    const bytes = Buffer.concat(batches.map(({ lines }) => lines.rows)).toString('latin1');
    expect(bytes).toContain(Buffer.from(syntheticPerson(3).name).toString('latin1'));
    for (const at of [0, 3, ROWS - 1]) expect(bytes).not.toContain(syntheticPerson(at).idNumber);
    expect(events.at(-1)).toMatchObject({ kind: 'end', dataRows: ROWS });
  });

  it('leaves the event loop of the caller free', async () => {
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    for await (const _event of readRosterInThread(copy(roster), { context }));
    clearInterval(timer);
    expect(longest).toBeLessThan(200);
  });

  it('waits for a slow consumer, whose time is not counted, and loses nothing', async () => {
    let rows = 0;
    let batches = 0;
    for await (const event of readRosterInThread(copy(roster), { context, deadlineMs: 8000, batch: 2500 })) {
      if (event.kind !== 'rows') continue;
      rows += event.rows.length;
      batches += 1;
      if (batches <= 3) await new Promise((resolve) => setTimeout(resolve, 3000));
    }
    expect(rows).toBe(ROWS);
  }, 30_000);

  it('is killed at its deadline', async () => {
    const started = performance.now();
    expect(await refusal(readRosterInThread(copy(roster), { context, deadlineMs: 5 }))).toBe('READ_TIMEOUT');
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('is kept for the next file once it has come to its end, and only then', async () => {
    const workers = vi.spyOn(kept, 'takeThread');
    const rows = async () => {
      let count = 0;
      for await (const event of readRosterInThread(copy(roster), { context }))
        if (event.kind === 'rows') count += event.rows.length;
      return count;
    };
    expect([await rows(), await rows()]).toEqual([ROWS, ROWS]);
    const [first, second] = workers.mock.results.map(({ value }) => value.worker);
    expect(second).toBe(first);
    // Two at once are two threads, of which one is kept.
    expect(await Promise.all([rows(), rows()])).toEqual([ROWS, ROWS]);
    expect(await refusal(readRosterInThread(new Uint8Array(), { context }))).toBe('FILE_NOT_XLSX');
    const refused = workers.mock.results.at(-1)?.value.worker;
    expect(refused.threadId).toBe(-1);
    expect(await rows()).toBe(ROWS);
    expect(workers.mock.results.at(-1)?.value.worker).not.toBe(refused);
  });

  it('stops when it is aborted, with the reason of the signal', async () => {
    const controller = new AbortController();
    const reading = readRosterInThread(copy(roster), { context, signal: controller.signal });
    expect((await reading.next()).value).toMatchObject({ kind: 'sheet' });
    const reason = new Error('the lease was lost');
    controller.abort(reason);
    expect(await refusal(reading)).toBe(reason);
  });

  it('refuses what the reader refuses, with the same code', async () => {
    const path = fileURLToPath(new URL('../../../documents/fixtures/crafted/12-wrong-crc.xlsx', import.meta.url));
    expect(await refusal(readRosterInThread(readFileSync(path), { context }))).toBe('FILE_CORRUPT');
    expect(await refusal(readRosterInThread(new Uint8Array(), { context }))).toBe('FILE_NOT_XLSX');
    const limits = { ...READER_LIMITS, dataRows: 100 };
    expect(await refusal(readRosterInThread(copy(roster), { context, limits }))).toBe('TOO_MANY_ROWS');
  });

  it('runs bundled, with the thread beside the main file and nothing to compile', async () => {
    // Inside the package, so that packages from npm are found from there as they are from an app's dist.
    const folder = mkdtempSync(fileURLToPath(new URL('../../.bundle-', import.meta.url)));
    try {
      const main = join(folder, 'main.ts');
      const context = `{ plans: [{ version: seedPlan('CI2021'), defaultShares: 1 }], effectiveDate: '2026-12-01', today: '2026-11-23' }`;
      writeFileSync(
        main,
        `import { readFileSync } from 'node:fs';
        import { seedPlan } from '@huzhu/domain/plan/plan-seed';
        import { readRosterInThread } from '@huzhu/operations/roster/read-roster-in-thread';
        for await (const event of readRosterInThread(readFileSync(process.argv[2]), { context: ${context} as never }))
          if (event.kind === 'end') console.log(event.dataRows);`,
      );
      const thread = fileURLToPath(new URL('./check-roster.thread.ts', import.meta.url));
      await build({
        entryPoints: { main, 'check-roster.thread': thread },
        outdir: join(folder, 'dist'),
        bundle: true,
        platform: 'node',
        format: 'esm',
        external: ['yauzl', 'saxes', 'zod', 'exceljs'],
      });
      const file = join(folder, 'roster.xlsx');
      writeFileSync(file, roster);
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'dist/main.js'), file]);
      expect(stdout.trim()).toBe(String(ROWS));
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 30_000);
});
