import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { excelRoster } from '@huzhu/documents/testing/excel-roster';
import { importRoster } from '@huzhu/operations/roster/import-roster';
import { archiveParts } from './archive-parts.ts';
import type { Benchmark, Measured, Outcome } from './benchmark.ts';
import { openImportWorld } from './import-world.ts';
import { importPlainly } from './plain-import.ts';

/** One number of so many is wrong, and found to be. */
const WRONG_EVERY = 100;

/** @param before how many imports of the same file this process has done: a worker is started once */
async function timed(databaseUrl: string, file: Buffer, run: typeof importRoster, before: number): Promise<Outcome> {
  const world = await openImportWorld(databaseUrl);
  for (let done = 0; done < before; done++) {
    await run(world.services, await world.upload(file));
    await world.owner.sql`truncate roster_row, row_issue`;
  }
  const attempt = await world.upload(file);
  const began = performance.now();
  await run(world.services, attempt);
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

/**
 * What no import can go below: every part inflated, every byte looked at once, and the very rows that ours stores copied by the
 * server from a file of its own into the same table with its indexes (`\\copy` sends them over a socket besides).
 */
async function limit(databaseUrl: string, file: Buffer): Promise<Measured> {
  const world = await openImportWorld(databaseUrl);
  const attempt = await world.upload(file);
  // The server writes it, under its own account.
  const copied = path.join(tmpdir(), `huzhu-bench-${attempt.rosterVersionId}`);
  try {
    await importRoster(world.services, attempt);
    const { counts } = await world.prove(attempt);
    const { sql } = world.owner;
    await sql.unsafe(`copy roster_row to '${copied}'`);
    await sql`truncate roster_row, row_issue`;
    await sql`checkpoint`;
    const parts = archiveParts(file);
    const began = performance.now();
    let sum = 0;
    for (const { compressed } of parts) {
      const bytes = inflateRawSync(compressed);
      for (let at = 0; at < bytes.length; at++) sum = (sum + (bytes[at] as number)) | 0;
    }
    await sql.unsafe(`copy roster_row from '${copied}'`);
    return { ms: performance.now() - began, counts: { rows: counts.rows ?? 0, checksum: sum } };
  } finally {
    await world.close();
    await rm(copied, { force: true });
  }
}

export default {
  name: 'import',
  about:
    'a roster from its stored file to a published version: read, checked, encrypted, stored, compared with the cover of others',
  defaultRows: 100_000,
  rounds: 5,
  database: 'run',
  prepare: async ({ rows }) => excelRoster({ rows, wrongEvery: WRONG_EVERY }),
  contenders: [
    {
      name: 'ours',
      about: 'the job of a worker that has done one before',
      run: (_options, input, url) => timed(url, input as Buffer, importRoster, 1),
    },
    {
      name: 'first',
      about: 'the first job of a worker',
      run: (_options, input, url) => timed(url, input as Buffer, importRoster, 0),
    },
    {
      name: 'limit',
      about: 'inflate, one pass over the bytes, COPY by the server',
      run: (_options, input, url) => limit(url, input as Buffer),
    },
    {
      name: 'plain',
      about: 'exceljs readFile, drizzle batches of 1,000, IN look-ups; has done one before',
      upToRows: 100_000,
      run: (_options, input, url) => timed(url, input as Buffer, importPlainly, 1),
    },
  ],
  expect: ({ rows }) => ({ rows, issues: Math.floor(rows / WRONG_EVERY) }),
  goals: [
    { of: 'ours', to: 'limit', atMost: 5 },
    { of: 'ours', to: 'plain', atMost: 0.125, atRows: 100_000 },
  ],
  memory: [{ of: 'ours', atMostMb: 200, atRows: 100_000 }],
} satisfies Benchmark;
