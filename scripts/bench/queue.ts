import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { excelRoster } from '@huzhu/documents/testing/excel-roster';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { readRosterInThread } from '@huzhu/operations/roster/read-roster-in-thread';
import type { Benchmark, Measured } from './benchmark.ts';

const CONTEXT = {
  plans: [{ version: seedPlan('CI2021'), defaultShares: 1 }],
  effectiveDate: asDate('2026-12-01'),
  today: asDate('2026-11-23'),
};
/** Runs a reading and watches how late the loop's timers come meanwhile: a job's lock is renewed by such a timer. */
async function watched(read: () => Promise<number>): Promise<Measured> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  // The loop turns once before the watch begins, so that the start of this process is not counted.
  await turn();
  delay.enable();
  const began = performance.now();
  const rows = await read();
  const ms = performance.now() - began;
  // A delay is noted when the late timer comes at last.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  return {
    ms,
    figures: { loopDelayMs: delay.max / 1e6, loopDelayP99Ms: delay.percentile(99) / 1e6 },
    counts: { rows },
  };
}

/** The worker's way: a thread reads and checks, the loop takes its batches. */
function ours(file: Buffer): Promise<Measured> {
  return watched(async () => {
    let rows = 0;
    for await (const event of readRosterInThread(new Uint8Array(file), { context: CONTEXT })) {
      if (event.kind === 'rows') rows += event.rows.length;
    }
    return rows;
  });
}

/** Only reading, without a check; its library is loaded before the watch begins. */
async function exceljs(file: Buffer): Promise<Measured> {
  const { default: ExcelJS } = await import('exceljs');
  return watched(async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(new Uint8Array(file).buffer);
    // The header is the first row of a generated roster.
    return (workbook.worksheets[0]?.actualRowCount ?? 0) - 1;
  });
}

export default {
  name: 'queue',
  about: 'how long the event loop of the worker stands still while a roster is read',
  defaultRows: 100_000,
  rounds: 3,
  prepare: async ({ rows }) => excelRoster({ rows }),
  contenders: [
    {
      name: 'ours',
      about: 'read and checked in a thread',
      run: (_options, input) => ours(input as Buffer),
    },
    {
      name: 'exceljs',
      about: 'workbook.xlsx.load in the event loop',
      upToRows: 100_000,
      run: (_options, input) => exceljs(input as Buffer),
    },
  ],
  expect: ({ rows }) => ({ rows }),
  goals: [],
  bounds: [{ of: 'ours', figure: 'loopDelayMs', atMost: 50 }],
} satisfies Benchmark;
