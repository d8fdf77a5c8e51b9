import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unitsOfStaff } from '../account/units-of-staff.ts';
import { isMigrated, migrate } from '../migrate.ts';
import { TABLE_GRANTS } from '../role/grants.ts';
import { createTestDatabase, TEST_ROLE_SECRET, type TestDatabase } from '../testing/create-test-database.ts';
import { seedWorld, type World } from '../testing/seed-world.ts';
import { withScope } from './with-scope.ts';

/** Read to find out the scope, so it cannot need one: who is a member of which unit is no secret inside the API. */
const UNSCOPED = ['membership'];

let db: TestDatabase;
let world: World;

beforeAll(async () => {
  db = await createTestDatabase();
  world = await seedWorld(db.owner);
});
afterAll(() => db?.drop());

async function scopedTables(): Promise<string[]> {
  const rows = await db.owner.sql<{ name: string }[]>`
    select distinct c.relname as name from pg_class c
    left join pg_attribute a on a.attrelid = c.oid and a.attname = 'unit_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and (a.attname is not null or c.relname = 'unit')
    order by 1`;
  return rows.map((row) => row.name).filter((name) => !UNSCOPED.includes(name));
}

/** The tables with a unit that are not closed to huzhu_web outside a scope. */
async function openTables(): Promise<string[]> {
  const open: string[] = [];
  for (const table of await scopedTables()) {
    const [policy] = await db.owner
      .sql`select relrowsecurity as on from pg_class where oid = ${`public.${table}`}::regclass`;
    const [count] = await db.web.sql<{ n: number }[]>`select count(*) as n from ${db.web.sql(table)}`;
    if (!policy?.on || count?.n !== 0) open.push(table);
  }
  return open;
}

describe('row-level security', () => {
  it('closes every table with a unit to huzhu_web outside withScope, although each holds rows', async () => {
    const tables = await scopedTables();
    expect(tables).toEqual(
      expect.arrayContaining(['unit', 'application', 'roster_row', 'cover', 'job', 'audit_event', 'file']),
    );
    for (const table of tables) {
      const [count] = await db.owner.sql<{ n: number }[]>`select count(*) as n from ${db.owner.sql(table)}`;
      expect(count?.n, `seedWorld must put rows into ${table}, or this test shows nothing`).toBeGreaterThan(0);
    }
    expect(await openTables()).toEqual([]);
  });

  it('notices a table that was forgotten', async () => {
    await db.owner.sql`create table planted (unit_id bigint not null)`;
    await db.owner.sql`insert into planted values (${world.units.a})`;
    await db.owner.sql`grant select on planted to huzhu_web`;
    expect(await openTables()).toEqual(['planted']);
    await db.owner.sql`drop table planted`;
  });

  it('shows the rows of the scope and no others, for reading and for writing', async () => {
    const seen = await withScope(db.web, { unitIds: [world.units.a] }, (tx) =>
      tx.execute<{ unit_id: number }>(sql`select distinct unit_id from application`),
    );
    expect(seen.map((row) => row.unit_id)).toEqual([world.units.a]);
    const all = await withScope(db.web, { all: true }, (tx) =>
      tx.execute(sql`select distinct unit_id from application`),
    );
    expect(all).toHaveLength(2);
    const changed = await withScope(db.web, { unitIds: [world.units.a] }, (tx) =>
      tx.execute(sql`update application set version = version + 1 where unit_id = ${world.units.b} returning id`),
    );
    expect(changed).toHaveLength(0);
    await expect(
      withScope(db.web, { unitIds: [world.units.a] }, (tx) =>
        tx.execute(sql`update application set unit_id = ${world.units.b} where unit_id = ${world.units.a}`),
      ),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it('leaves nothing of the scope on the connection', async () => {
    await withScope(db.web, { all: true }, (tx) => tx.execute(sql`select 1`));
    const counts = await Promise.all(
      Array.from({ length: 20 }, () => db.web.sql<{ n: number }[]>`select count(*) as n from application`),
    );
    expect(counts.every(([row]) => row?.n === 0)).toBe(true);
  });

  it('hides persons and the migration table from huzhu_web', async () => {
    await expect(db.web.sql`select * from person`).rejects.toMatchObject({ code: '42501' });
    await expect(db.web.sql`select * from drizzle.__drizzle_migrations`).rejects.toMatchObject({ code: '42501' });
  });

  it('lets the worker see all units and copy', async () => {
    const rows = await db.worker.sql`select distinct unit_id from application`;
    expect(rows).toHaveLength(2);
    const [worker] = await db.owner.sql`select rolbypassrls, rolsuper from pg_roles where rolname = 'huzhu_worker'`;
    expect(worker).toEqual({ rolbypassrls: true, rolsuper: false });
  });

  it.each(['huzhu_web', 'huzhu_worker', 'owner'] as const)(
    'lets %s add to the audit log and never change it',
    async (who) => {
      const as = who === 'owner' ? db.owner : who === 'huzhu_web' ? db.web : db.worker;
      await as.sql`insert into audit_event (staff_name, role, action, subject_type, subject_id) values ('测试', 'timer', 'x', 'x', '1')`;
      await expect(as.sql`update audit_event set action = 'y'`).rejects.toMatchObject({ code: '42501' });
      await expect(as.sql`delete from audit_event`).rejects.toMatchObject({ code: '42501' });
      await expect(as.sql`truncate audit_event`).rejects.toMatchObject({ code: '42501' });
    },
  );

  it('refuses an audit event in the name of a unit out of scope', async () => {
    await expect(
      withScope(db.web, { unitIds: [world.units.a] }, (tx) =>
        tx.execute(sql`insert into audit_event (staff_name, role, action, subject_type, subject_id, unit_id)
          values ('测试', 'operator', 'x', 'x', '1', ${world.units.b})`),
      ),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});

describe('grants', () => {
  it('are decided for every table of the catalogue', async () => {
    const rows = await db.owner.sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
    expect(Object.keys(TABLE_GRANTS).sort()).toEqual(rows.map((row) => row.name).sort());
  });

  it('leave no routine open to everybody', async () => {
    const rows = await db.owner.sql`
      select p.oid::regprocedure::text as name from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
      where p.pronamespace = 'public'::regnamespace and acl.grantee = 0`;
    expect(rows).toEqual([]);
  });
});

describe('migrate', () => {
  it('runs again without effect, and many at once', async () => {
    const reports = await Promise.all(
      Array.from({ length: 4 }, () => migrate(db.url, { roleSecret: TEST_ROLE_SECRET })),
    );
    for (const report of reports) expect(report).toEqual({ ran: [], rolesCreated: [], workerPasses: 'bypassrls' });
    expect(await isMigrated(db.web)).toBe(true);
  });
});

describe('unitsOfStaff', () => {
  it('gives an operator their units, a manager all below as well, a disabled account none', async () => {
    expect(await unitsOfStaff(db.web, world.staff.operatorA)).toEqual([world.units.a]);
    expect(await unitsOfStaff(db.web, world.staff.manager)).toEqual(
      [world.units.district, world.units.a, world.units.b].sort((x, y) => x - y),
    );
    expect(await unitsOfStaff(db.web, world.staff.reviewer)).toEqual([]);
    await db.owner.sql`update staff set disabled = true where id = ${world.staff.operatorA}`;
    expect(await unitsOfStaff(db.web, world.staff.operatorA)).toEqual([]);
    await db.owner.sql`update staff set disabled = false where id = ${world.staff.operatorA}`;
  });
});
