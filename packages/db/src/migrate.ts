import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import journal from '../migrations/meta/_journal.json' with { type: 'json' };
import type { Database } from './connect.ts';
import { ensureRoles, letWorkerPass } from './role/ensure-roles.ts';
import { grantRoles } from './role/grant-roles.ts';
import type { DatabaseRole } from './role/role-url.ts';

export interface MigrationReport {
  /** Names of the migrations that were run now; empty when there was nothing to do. */
  readonly ran: readonly string[];
  readonly rolesCreated: readonly DatabaseRole[];
  /** How the worker passes row-level security (role/ensure-roles.ts). */
  readonly workerPasses: 'bypassrls' | 'owner';
}

const LOCK = 7200;

/**
 * Brings a database up to date: roles, tables, functions, policies, grants. Safe to run again and from several
 * processes at once (advisory lock).
 * @param ownerUrl connection string of a role that owns the database and may create roles
 * @param options.roleSecret at least 16 characters; both role passwords are derived from it (role-url.ts)
 */
export async function migrate(ownerUrl: string, options: { roleSecret: string }): Promise<MigrationReport> {
  if (options.roleSecret.length < 16) throw new RangeError('HUZHU_DB_ROLE_SECRET must have at least 16 characters');
  // One connection: the advisory lock belongs to its session.
  const sql = postgres(ownerUrl, { max: 1, connect_timeout: 8, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    const { created } = await ensureRoles(sql, options.roleSecret);
    const before = await lastMigration(sql);
    await runMigrations(drizzle(sql), { migrationsFolder: fileURLToPath(new URL('../migrations', import.meta.url)) });
    const workerPasses = await letWorkerPass(sql);
    await grantRoles(sql);
    const ran = journal.entries.filter((entry) => entry.when > before).map((entry) => entry.tag);
    return { ran, rolesCreated: created, workerPasses };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function lastMigration(sql: postgres.Sql): Promise<number> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as known`;
  if (!table?.known) return 0;
  const [row] = await sql`select coalesce(max(created_at), 0) as last from drizzle.__drizzle_migrations`;
  return Number(row?.last);
}

/** Whether the database has every migration this program was built with (a newer one is fine). For /readyz. */
export async function isMigrated(db: Database): Promise<boolean> {
  const [row] = await db.sql<{ at: number }[]>`select migrated_at() as at`;
  return (row?.at ?? 0) >= Math.max(...journal.entries.map((entry) => entry.when));
}
