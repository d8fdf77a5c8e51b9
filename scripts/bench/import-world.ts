import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type Database } from '@huzhu/db/connect';
import { createJobStore } from '@huzhu/db/job/job-store';
import { roleUrl } from '@huzhu/db/role/role-url';
import { TEST_ROLE_SECRET } from '@huzhu/db/testing/create-test-database';
import { addDraft, seedWorld } from '@huzhu/db/testing/seed-world';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { openLocalStorage } from '@huzhu/files/local-storage';
import type { Actor } from '@huzhu/operations/access/actor';
import { receiveWorkbookFile } from '@huzhu/operations/application/receive-workbook-file';
import type { ImportAttempt } from '@huzhu/operations/roster/import-roster';
import { receiveRoster } from '@huzhu/operations/roster/receive-roster';
import type { Services } from '@huzhu/operations/services';
import { benchKeys } from './bench-keys.ts';
import type { Proof } from './benchmark.ts';

/** A database of its own with a unit whose operator uploads rosters, under keys that are the same in every run. */
export interface ImportWorld {
  readonly owner: Database;
  /** As the worker's process has them. */
  readonly services: Services;
  readonly unitId: number;
  /** An upload whose import may begin. */
  upload(file: Buffer): Promise<ImportAttempt>;
  /** What an import stored: rows, issues, and a digest over both that no two different imports share. */
  prove(attempt: ImportAttempt): Promise<Proof>;
  close(): Promise<void>;
}

export async function openImportWorld(databaseUrl: string): Promise<ImportWorld> {
  const owner = connect(databaseUrl, { max: 2, name: 'bench-owner' });
  const web = connect(roleUrl(databaseUrl, 'huzhu_web', TEST_ROLE_SECRET), { max: 2, name: 'bench-web' });
  const worker = connect(roleUrl(databaseUrl, 'huzhu_worker', TEST_ROLE_SECRET), { name: 'bench-worker' });
  const folder = await mkdtemp(path.join(tmpdir(), 'huzhu-bench-files-'));
  const services: Services = {
    db: worker,
    clock: { today: async () => asDate('2026-11-23') },
    storage: await openLocalStorage(folder),
    idCipherKeys: benchKeys('cipher'),
    idHashKeys: benchKeys('hash'),
    fileKeys: benchKeys('file'),
  };
  const { units, staff, plans } = await seedWorld(owner);
  const actor: Actor = {
    staffId: staff.operatorA,
    username: 'operator-a',
    name: '测试员',
    roles: ['operator'],
    memberUnitIds: [units.a],
    visibleUnitIds: [units.a],
    address: '127.0.0.1',
  };
  return {
    owner,
    services,
    unitId: units.a,
    async upload(file) {
      const place = { unitId: units.a, staffId: staff.operatorA, plans: { CI2021: 1 } };
      const draft = await addDraft(owner, { plans }, place);
      const [application] = await owner.sql<{ number: string }[]>`
        select number from application where id = ${draft.applicationId}`;
      const received = await receiveWorkbookFile(services, { stream: [file] as never, name: '参保名单.xlsx' });
      const asWeb = { ...services, db: web };
      const { importId, jobId = '' } = await receiveRoster(asWeb, actor, application?.number ?? '', received);
      const claim = await createJobStore(worker).claim(jobId, 'bench');
      if (claim.kind !== 'claimed') throw new Error(`not claimed: ${claim.kind}`);
      const signal = new AbortController().signal;
      return { ...claim.attempt, rosterVersionId: importId, signal, report: () => {} };
    },
    prove: ({ rosterVersionId }) => proveStored(owner, rosterVersionId),
    async close() {
      await Promise.all([owner.close(), web.close(), worker.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function proveStored({ sql }: Database, rosterVersionId: string): Promise<Proof> {
  const [rows] = await sql<{ count: number; digest: string }[]>`
    select count(*)::int as count, md5(string_agg(concat_ws('|', row_number, name, search_key, document_type, id_hash, ledger_hash,
      id_masked, sex, birth_date, phone, shares, note, error_count, warning_count), ',' order by row_number)) as digest
    from roster_row where roster_version_id = ${rosterVersionId}`;
  const [issues] = await sql<{ count: number; digest: string }[]>`
    select count(*)::int as count, md5(coalesce(string_agg(concat_ws('|', row_number, code, field, details), ',' order by row_number, code), ''))
      as digest
    from row_issue where roster_version_id = ${rosterVersionId}`;
  return {
    digest: `${rows?.digest}${issues?.digest}`,
    counts: { rows: rows?.count ?? 0, issues: issues?.count ?? 0 },
  };
}
