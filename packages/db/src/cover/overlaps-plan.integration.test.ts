import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { plansWithin } from '../testing/plans-within.ts';
import { addDraft, seedWorld, type World } from '../testing/seed-world.ts';
import { checkOverlaps } from './check-overlaps.ts';

const COVERS = 100_000;
const ROWS = 2_000;
const KNOWN_EVERY = 100;

let db: TestDatabase;
let world: World;

beforeAll(async () => {
  db = await createTestDatabase();
  world = await seedWorld(db.owner);
  await db.owner.sql.begin(async (sql) => {
    // Foreign keys hold by construction.
    await sql`set local session_replication_role = replica`;
    await sql`
      insert into person (id, id_hash, id_cipher) overriding system value
      select 1000 + i, '\\x01'::bytea || decode(md5(i::text) || md5((-i)::text), 'hex'), '\\x00'
      from generate_series(1, ${COVERS}::int) i`;
    await sql`
      insert into cover (person_id, plan_id, unit_id, application_id, roster_version_id, row_number, name, start_date, end_date, shares, state)
      select 1000 + i, ${world.plans.HOSP.planId}, ${world.units.b}, ${world.applications.b.applicationId},
        ${world.applications.b.rosterVersionId}, i, '测试员', '2026-01-01', '2026-12-31', 1, 'in_force'
      from generate_series(1, ${COVERS}::int) i`;
  });
  await db.owner.sql`analyze person, cover`;
}, 60_000);
afterAll(() => db?.drop());

/** A list of strangers, every hundredth of them insured; in no statistics, as after every import. */
async function freshList() {
  const draft = await addDraft(db.owner, world, {
    unitId: world.units.a,
    staffId: world.staff.operatorA,
    plans: { HOSP: 1 },
  });
  await db.owner.sql`
    insert into roster_row (roster_version_id, row_number, unit_id, name, id_hash, id_cipher, shares, raw_cipher)
    select ${draft.rosterVersionId}::uuid, i + 1, ${world.units.a}, '测试员',
      coalesce(p.id_hash, '\\x01'::bytea || decode(md5('row' || i) || md5('of' || i), 'hex')), '\\x00', '{"HOSP": 1}', '\\x00'
    from generate_series(1, ${ROWS}::int) i left join person p on i % ${KNOWN_EVERY}::int = 0 and p.id = 1000 + i * 40`;
  return draft;
}

it.each([
  ['just copied', false],
  ['known to the statistics', true],
])('who is insured already is found by index probes, never by reading all cover: a list %s', async (_, known) => {
  const draft = await freshList();
  if (known) await db.owner.sql`analyze roster_row`;
  let found = 0;
  const period = { ...draft, start: asDate('2026-12-01'), end: asDate('2027-11-30') };
  const plans = await plansWithin(db.url, async (sql) => {
    await sql`set huzhu.all_units = 'on'`;
    found = (await checkOverlaps(sql, period)).length;
  });
  expect(found).toBe(ROWS / KNOWN_EVERY);
  expect(plans).toMatch(/Index (Only )?Scan using "?person_id_?hash\w*"? on (public\.)?person/i);
  expect(plans).toMatch(/Scan (using|on) \w*cover\w*/i);
  expect(plans).not.toMatch(/Seq Scan on (public\.)?(person|cover)\b/i);
});
