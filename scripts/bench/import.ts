import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { excelRoster } from '@huzhu/documents/testing/excel-roster';
import { importRoster } from '@huzhu/operations/roster/import-roster';
import { archiveParts } from './archive-parts.ts';
import type { Benchmark, Measured, Outcome } from './benchmark.ts';
import { openImportWorld } from './import-world.ts';
import { importPlainly } from './plain-import.ts';

async function timed(databaseUrl: string, file: Buffer, run: typeof importRoster): Promise<Outcome> {
  const world = await openImportWorld(databaseUrl, file);
  const began = performance.now();
  await run(world.services, world.attempt);
  const ms = performance.now() - began;
  return {
    ms,
    prove: async () => {
      const proof = await world.prove();
      await world.close();
      return proof;
    },
  };
}

/**
 * What no import can go below: every part inflated, every byte looked at once, and the very rows and issues that ours stores
 * copied by the server from a file of its own into the same tables with their indexes (`\copy` sends them over a socket besides).
 */
async function limit(databaseUrl: string, file: Buffer): Promise<Measured> {
  const world = await openImportWorld(databaseUrl, file);
  // The server's account is to write here.
  const folder = await mkdtemp(path.join(tmpdir(), 'huzhu-bench-copy-'));
  try {
    await importRoster(world.services, world.attempt);
    const { counts } = await world.prove();
    const { sql } = world.owner;
    const version = world.attempt.rosterVersionId;
    const rows = path.join('/tmp', `${path.basename(folder)}-rows`);
    await sql.unsafe(`copy (select * from roster_row where roster_version_id = '${version}') to '${rows}'`);
    await sql`truncate roster_row, row_issue`;
    await sql`checkpoint`;
    const parts = archiveParts(file);
    const began = performance.now();
    let sum = 0;
    for (const { compressed } of parts) {
      const bytes = inflateRawSync(compressed);
      for (let at = 0; at < bytes.length; at++) sum = (sum + (bytes[at] as number)) | 0;
    }
    await sql.unsafe(`copy roster_row from '${rows}'`);
    const ms = performance.now() - began;
    return { ms, counts: { rows: counts.rows ?? 0, checksum: sum } };
  } finally {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  }
}

export default {
  name: 'import',
  about:
    'a roster from its stored file to a published version: read, checked, encrypted, stored, compared with the cover of others',
  defaultRows: 100_000,
  rounds: 5,
  database: 'run',
  prepare: async ({ rows }) => excelRoster({ rows }),
  contenders: [
    {
      name: 'ours',
      about: 'the job of the worker',
      run: (_options, input, databaseUrl) => timed(databaseUrl, input as Buffer, importRoster),
    },
    {
      name: 'limit',
      about: 'inflate, one pass over the bytes, COPY by the server',
      run: (_options, input, databaseUrl) => limit(databaseUrl, input as Buffer),
    },
    {
      name: 'plain',
      about: 'exceljs readFile, drizzle batches of 1,000, IN look-ups',
      upToRows: 100_000,
      run: (_options, input, databaseUrl) => timed(databaseUrl, input as Buffer, importPlainly),
    },
  ],
  expect: ({ rows }) => ({ rows, issues: 0 }),
  goals: [
    { of: 'ours', to: 'limit', atMost: 5 },
    { of: 'ours', to: 'plain', atMost: 0.125, atRows: 100_000 },
  ],
  memory: [{ of: 'ours', atMostMb: 200, atRows: 100_000 }],
} satisfies Benchmark;
