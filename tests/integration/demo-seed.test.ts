import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seedDemoAccounts } from '@huzhu/api/auth/seed-demo-accounts';
import { checkOverlaps } from '@huzhu/db/cover/check-overlaps';
import { openText } from '@huzhu/db/crypto/id-cipher';
import { parseKeyRing } from '@huzhu/db/crypto/key-ring';
import { storeLines } from '@huzhu/db/roster/copy-rows';
import { rosterLines } from '@huzhu/db/roster/roster-lines';
import { DEMO_APPLICATIONS, DEMO_PERSONS } from '@huzhu/db/seed/demo-applications';
import { seedDemoData } from '@huzhu/db/seed/demo-data';
import { DEMO_UNITS } from '@huzhu/db/seed/demo-units';
import { createTestDatabase, type TestDatabase } from '@huzhu/db/testing/create-test-database';
import { readRoster } from '@huzhu/documents/workbook/read-roster';
import { coverEnd } from '@huzhu/domain/application/premium';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import { readCreditCode } from '@huzhu/domain/person/credit-code';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { checkRow } from '@huzhu/domain/roster/check-row';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import { openLocalStorage } from '@huzhu/files/local-storage';
import { readWholeFile } from '@huzhu/files/read-file';
import { demoRoster } from '@huzhu/operations/download/demo-roster';
import { createRowSealer } from '@huzhu/operations/person/seal-row';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoTools } from '../../scripts/seed/demo-tools.ts';
import { TODAY } from './product-world.ts';

const makeKey = (name: string) => parseKeyRing(`1:${randomBytes(32).toString('base64')}`, name);
const keys = { idCipherKeys: makeKey('cipher'), idHashKeys: makeKey('hash') };
const fileKeys = makeKey('file');

let db: TestDatabase;
let folder: string;
let seconds: number;
const seed = async () =>
  seedDemoData(db.owner, demoTools({ ...keys, fileKeys, storage: await openLocalStorage(folder) }, TODAY));

beforeAll(async () => {
  db = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'huzhu-demo-'));
  await seedDemoAccounts(db.owner);
  const from = performance.now();
  expect(await seed()).toBe(DEMO_APPLICATIONS.length);
  seconds = (performance.now() - from) / 1000;
});
afterAll(async () => {
  await db.drop();
  await rm(folder, { recursive: true, force: true });
});

test('the whole demo takes seconds, and the second time nothing', async () => {
  expect(seconds).toBeLessThan(20);
  expect(await seed()).toBe(0);
});

test('some forty units, each with a valid 统一社会信用代码 but those that never had one', () => {
  expect(DEMO_UNITS.length).toBeGreaterThanOrEqual(38);
  const codes = DEMO_UNITS.flatMap((unit) => (unit.creditCode ? [unit.creditCode] : []));
  expect(codes.filter((code) => readCreditCode(code).verdict !== 'valid')).toEqual([]);
  expect(new Set(codes).size).toBe(codes.length);
});

test('5,000 persons, rare characters among them, each number sealed and hashed with the keys of the installation', async () => {
  const [count] = await db.owner.sql<{ persons: number }[]>`
    select count(distinct id_hash) as persons from roster_row where id_hash is not null`;
  expect(count?.persons).toBeGreaterThan(DEMO_PERSONS * 0.97);
  expect(count?.persons).toBeLessThanOrEqual(DEMO_PERSONS);
  const names = await db.owner.sql<{ name: string }[]>`select distinct name from roster_row where name ~ '[𠮷䶮㛃𬭎]'`;
  expect(names.map((row) => row.name).sort()).toEqual(['张𬭎', '李䶮', '王𠮷', '陈㛃'].sort());
  const [row] = await db.owner.sql<{ id_cipher: Uint8Array; id_masked: string }[]>`
    select id_cipher, id_masked from roster_row where id_hash is not null limit 1`;
  const number = openText(keys.idCipherKeys, 'id-number', row?.id_cipher ?? new Uint8Array());
  expect(number.slice(-4)).toBe(row?.id_masked.slice(-4));
});

test('operator1 meets cover of another unit in a draft: over the cap and pending, never which unit', async () => {
  const issues = await db.owner.sql<{ code: string; n: number }[]>`
    select i.code, count(*) as n from row_issue i join unit u on u.id = i.unit_id
    where u.code = 'SZ-NS-YH-001' and i.code like any (array['SHARES_OVER_CAP%', 'ALREADY%']) group by 1 order by 1`;
  expect(issues.map((row) => row.code)).toEqual(['ALREADY_PENDING_ELSEWHERE', 'SHARES_OVER_CAP_WITH_EXISTING']);
});

test('the roster for download meets what docs/operations/demo.md promises, line by line', async () => {
  const plans = [seedPlan('CI2021'), seedPlan('HOSP')];
  const start = addDays(TODAY, 1);
  const context = {
    plans: plans.map((version) => ({ version, defaultShares: 1 })),
    effectiveDate: start,
    today: TODAY,
    date1904: false,
  };
  const rows: CheckedRow[] = [];
  for await (const event of readRoster(Buffer.from(await demoRoster()), plans)) {
    if (event.kind === 'rows') rows.push(...event.rows.map((row) => checkRow(row, context)));
  }
  const codes = new Set(rows.slice(0, 108).flatMap((row) => row.issues.map((issue) => issue.code)));
  expect(codes.size).toBeGreaterThanOrEqual(8);
  const seal = createRowSealer(keys);
  const overlaps = await db.owner.sql.begin(async (sql) => {
    const [place] = await sql<{ id: number; unit: number; version: string }[]>`
      with draft as (
        insert into application (number, unit_id, created_by)
        select 'CB20261123-9999X', u.id, s.id from unit u, staff s where u.code = 'SZ-NS-YH-001' and s.username = 'operator1'
        returning id, unit_id
      ), ticked as (
        insert into application_plan (application_id, plan_id, plan_version_id, unit_id, shares)
        select d.id, p.id, v.id, d.unit_id, 1 from draft d, plan p join plan_version v on v.plan_id = p.id
        where p.code in ('CI2021', 'HOSP')
      )
      insert into roster_version (application_id, unit_id, file_id, file_hash)
      select d.id, d.unit_id, (select id from file limit 1), '\\x00' from draft d
      returning application_id as id, unit_id as unit, id as version`;
    if (!place) throw new Error('no draft');
    await storeLines(sql, [rosterLines({ rosterVersionId: place.version, unitId: place.unit }, rows.map(seal))]);
    const end = coverEnd(plans[0] as PlanVersion, start);
    const found = await checkOverlaps(sql, {
      applicationId: place.id,
      rosterVersionId: place.version,
      start,
      end,
    });
    await sql`delete from roster_version where id = ${place.version}`;
    await sql`delete from application where id = ${place.id}`;
    return found;
  });
  const told = overlaps.map((issue) => `${issue.rowNumber - 1} ${issue.code}`);
  expect(told).toEqual([
    ...[110, 111, 112].map((line) => `${line} ALREADY_INSURED`),
    ...[113, 114, 115].map((line) => `${line} SHARES_OVER_CAP_WITH_EXISTING`),
    ...[116, 117, 118].map((line) => `${line} ALREADY_PENDING_ELSEWHERE`),
    '119 COVER_NEEDS_REVIEW',
  ]);
});

test('every date lies before the business date, every submitted application has its history and its file', async () => {
  const [late] = await db.owner.sql<{ n: number }[]>`
    select count(*) as n from application where updated_at > ${TODAY}::date + interval '1 day'`;
  expect(late?.n).toBe(0);
  const silent = await db.owner.sql`
    select number, state from application a where state <> 'draft' and not exists (
      select 1 from audit_event e where e.subject_id = a.number and e.to_state = a.state)`;
  expect(silent).toEqual([]);
  const [file] = await db.owner.sql<
    { storage_key: string; size: number }[]
  >`select storage_key, size from file limit 1`;
  const content = await readWholeFile(await openLocalStorage(folder), fileKeys, file?.storage_key ?? '');
  expect(content.length).toBe(file?.size);
});
