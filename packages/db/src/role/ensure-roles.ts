import type postgres from 'postgres';
import { DATABASE_ROLES, type DatabaseRole, rolePassword } from './role-url.ts';

/**
 * Makes the login roles and sets their passwords. Roles belong to the whole cluster, databases are many, and an
 * advisory lock holds in one database only: so two migrations may meet here. A collision is harmless and tried again.
 */
export async function ensureRoles(sql: postgres.Sql, secret: string): Promise<{ created: DatabaseRole[] }> {
  const created: DatabaseRole[] = [];
  for (const role of DATABASE_ROLES) {
    await retryCollisions(async () => {
      const [known] = await sql`select 1 from pg_roles where rolname = ${role}`;
      const verb = known ? 'alter' : 'create';
      // The password is hex and the role a constant: neither can break out of the statement.
      await sql.unsafe(`${verb} role ${role} with login password '${rolePassword(role, secret)}'`);
      if (!known) created.push(role);
    });
  }
  return { created };
}

/**
 * COPY FROM is refused under row-level security, so the worker needs BYPASSRLS. A managed Postgres may not grant it:
 * then the worker becomes owner of the two tables that it copies into (owners pass row-level security, and the
 * migrating role keeps its rights as a member of huzhu_worker); everywhere else the policies `worker_all` let it in.
 */
export async function letWorkerPass(sql: postgres.Sql): Promise<'bypassrls' | 'owner'> {
  const [worker] = await sql`select rolbypassrls from pg_roles where rolname = 'huzhu_worker'`;
  if (worker?.rolbypassrls) return 'bypassrls';
  try {
    await retryCollisions(async () => {
      await sql.unsafe('alter role huzhu_worker bypassrls');
    });
    return 'bypassrls';
  } catch (error) {
    if (codeOf(error) !== '42501') throw error;
  }
  await sql.unsafe('grant huzhu_worker to current_user');
  await sql.unsafe('grant create on schema public to huzhu_worker');
  await sql.unsafe('alter table roster_row owner to huzhu_worker');
  await sql.unsafe('alter table row_issue owner to huzhu_worker');
  await sql.unsafe('revoke create on schema public from huzhu_worker');
  return 'owner';
}

const COLLISIONS = new Set(['42710', '23505', 'XX000', '40001']);

async function retryCollisions(run: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run();
      return;
    } catch (error) {
      if (attempt === 10 || !COLLISIONS.has(codeOf(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt + Math.random() * 50));
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
