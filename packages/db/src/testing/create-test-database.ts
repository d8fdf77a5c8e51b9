import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { connect, type Database } from '../connect.ts';
import { type MigrationReport, migrate } from '../migrate.ts';
import { type DatabaseRole, roleUrl } from '../role/role-url.ts';
import { testDatabaseUrl } from './env.ts';

/** Only ever used on throw-away test servers. */
export const TEST_ROLE_SECRET = 'a-secret-for-tests-only';

const TEMPLATE = 'huzhu_template';

export interface TestDatabase {
  readonly url: string;
  /** Migrated by, and connected as, the owner: sees everything. For arranging and asserting. */
  readonly owner: Database;
  /** As the API: row-level security applies. */
  readonly web: Database;
  /** As the worker. */
  readonly worker: Database;
  urlOf(role: DatabaseRole): string;
  /** Closes all three and drops the database. */
  drop(): Promise<void>;
}

/**
 * A database of its own for one test file, cloned from the migrated template (some 50 ms). The template is made on
 * first use and remade when the migrations have changed; files that start together wait for one another.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const serverUrl = testDatabaseUrl();
  const name = `huzhu_test_${randomBytes(6).toString('hex')}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} });
  try {
    // The lock lives in the server's first database, which all test files share.
    await admin`select pg_advisory_lock(7299)`;
    await ensureTemplate(admin, serverUrl);
    await admin.unsafe(`create database ${name} template ${TEMPLATE}`);
  } finally {
    await admin.end();
  }
  const url = databaseUrl(serverUrl, name);
  const urlOf = (role: DatabaseRole) => roleUrl(url, role, TEST_ROLE_SECRET);
  const owner = connect(url, { max: 3, name: 'test-owner' });
  const web = connect(urlOf('huzhu_web'), { max: 10, name: 'test-web' });
  const worker = connect(urlOf('huzhu_worker'), { max: 10, name: 'test-worker' });
  return {
    url,
    owner,
    web,
    worker,
    urlOf,
    drop: async () => {
      await Promise.all([owner.close(), web.close(), worker.close()]);
      const last = postgres(serverUrl, { max: 1, onnotice: () => {} });
      await last.unsafe(`drop database if exists ${name} with (force)`);
      await last.end();
    },
  };
}

async function ensureTemplate(admin: postgres.Sql, serverUrl: string): Promise<MigrationReport> {
  const [known] = await admin`select 1 from pg_database where datname = ${TEMPLATE}`;
  if (!known) await admin.unsafe(`create database ${TEMPLATE}`);
  // Already migrated: a second run only looks, and sets the passwords again.
  return migrate(databaseUrl(serverUrl, TEMPLATE), { roleSecret: TEST_ROLE_SECRET });
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}
