import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyRosterLines } from '@huzhu/db/roster/copy-rows';
import { rosterRow } from '@huzhu/db/roster/roster.table';
import type { RosterLines } from '@huzhu/db/roster/roster-lines';
import { excelRoster } from '@huzhu/documents/testing/excel-roster';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { ImportAttempt } from '@huzhu/operations/roster/import-roster';
import { sealRosterInThread } from '@huzhu/operations/roster/read-roster-in-thread';
import { sql as drizzleSql } from 'drizzle-orm';
import type { Benchmark, Outcome } from './benchmark.ts';
import { type ImportWorld, openImportWorld } from './import-world.ts';

const CONTEXT = {
  plans: [{ version: seedPlan('CI2021'), defaultShares: 1 }],
  effectiveDate: asDate('2026-11-24'),
  today: asDate('2026-11-23'),
};
const BATCH = 1_000;

type Store = (
  world: ImportWorld,
  attempt: ImportAttempt,
  batches: readonly RosterLines[],
) => Promise<() => Promise<void>>;

/** @param prepare does what is not counted and gives what is */
async function timed(databaseUrl: string, file: Buffer, prepare: Store): Promise<Outcome> {
  const world = await openImportWorld(databaseUrl);
  const attempt = await world.upload(file);
  const place = { rosterVersionId: attempt.rosterVersionId, unitId: world.unitId };
  const batches: RosterLines[] = [];
  const sealing = { place, idCipherKeys: world.services.idCipherKeys, idHashKeys: world.services.idHashKeys };
  for await (const event of sealRosterInThread(new Uint8Array(file), sealing, { context: CONTEXT })) {
    if (event.kind === 'batch') batches.push(event.lines);
  }
  const store = await prepare(world, attempt, batches);
  const began = performance.now();
  await store();
  const ms = performance.now() - began;
  return {
    ms,
    prove: async () => {
      const proof = await world.prove(attempt);
      await world.close();
      return proof;
    },
  };
}

/** As the import sends them: a fenced transaction for each batch. */
const ours: Store = async (world, attempt, batches) => async () => {
  const target = { ...attempt, unitId: world.unitId };
  for (const lines of batches) await copyRosterLines(world.services.db.sql, target, lines);
};

/** One COPY of the server from a file of its own: what `\copy` does, without the socket between. */
const copy: Store = async (world, attempt, batches) => {
  await (await ours(world, attempt, batches))();
  const { sql } = world.owner;
  const file = path.join(tmpdir(), `huzhu-bench-${attempt.rosterVersionId}`);
  await sql.unsafe(`copy roster_row to '${file}'`);
  await sql`truncate roster_row`;
  return async () => {
    await sql.unsafe(`copy roster_row from '${file}'`);
    await rm(file, { force: true });
  };
};

const drizzle: Store = async (world, attempt, batches) => {
  await (await ours(world, attempt, batches))();
  const { orm, sql } = world.owner;
  const rows = await orm.select().from(rosterRow).where(drizzleSql`roster_version_id = ${attempt.rosterVersionId}`);
  await sql`truncate roster_row`;
  return async () => {
    for (let start = 0; start < rows.length; start += BATCH) {
      await orm.insert(rosterRow).values(rows.slice(start, start + BATCH));
    }
  };
};

export default {
  name: 'load',
  about: 'rows that are checked and sealed, into the table with its indexes',
  defaultRows: 100_000,
  rounds: 5,
  database: 'run',
  prepare: async ({ rows }) => excelRoster({ rows }),
  contenders: [
    {
      name: 'ours',
      about: 'binary COPY in fenced batches',
      run: (_options, input, url) => timed(url, input as Buffer, ours),
    },
    {
      name: 'copy',
      about: 'one COPY by the server from a file',
      run: (_options, input, url) => timed(url, input as Buffer, copy),
    },
    {
      name: 'drizzle',
      about: 'drizzle inserts of 1,000 rows',
      upToRows: 100_000,
      run: (_options, input, url) => timed(url, input as Buffer, drizzle),
    },
  ],
  expect: ({ rows }) => ({ rows }),
  goals: [{ of: 'ours', to: 'copy', atMost: 1.5 }],
} satisfies Benchmark;
