import type { TestDatabase } from '@huzhu/db/testing/create-test-database';
import { seedWorld } from '@huzhu/db/testing/seed-world';

export interface City {
  readonly units: number;
  /** Persons of one application, and lines of its policy. */
  readonly perPolicy: number;
}

const SURNAMES = '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹';
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红建国文辉力海波兰凤洁梅琳素云';

/**
 * A city that has been insured for years: so many persons, each with one cover of CI2021 in force, on policies of many units.
 * Numbers are random hashes (nobody is asked for by them), names and telephones as in life. Made by the server from
 * generate_series; ten million take some minutes, most of them for the indexes.
 */
export async function fillCity({ owner }: TestDatabase, covers: number, city: City): Promise<void> {
  const { sql } = owner;
  const world = await seedWorld(owner);
  const { planId, versionId } = world.plans.CI2021;
  const policies = Math.ceil(covers / city.perPolicy);
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`set local maintenance_work_mem = '1GB'`;
    await tx`set local work_mem = '256MB'`;
    // Foreign keys hold by construction; asked one by one they would take longer than all the rest.
    await tx`set local session_replication_role = replica`;
    const indexes = await tx<{ name: string; definition: string }[]>`
      select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
      where indrelid = any(array['cover', 'roster_row']::regclass[]) and not indisunique`;
    for (const { name } of indexes) await tx.unsafe(`drop index ${name}`);
    await tx`
      insert into unit (code, name, parent_id)
      select 'BENCH-' || i, '测试街道第' || i || '工会', ${world.units.district} from generate_series(1, ${city.units}) i`;
    const [first] = await tx<{ unit: number }[]>`select min(id) as unit from unit where code like 'BENCH-%'`;
    const unitOf = tx.unsafe(`${first?.unit ?? 0} + i % ${city.units}`);
    await tx`
      insert into application (id, number, unit_id, created_by, state, headcount, premium_fen, effective_date, end_date, roster_version_id, updated_at)
      overriding system value
      select 1000000 + i, 'BENCH-' || i, ${unitOf}, ${world.staff.operatorA}, 'in_force', ${city.perPolicy}, ${city.perPolicy * 8000},
        '2026-01-01', '2026-12-31', gen_random_uuid(), now() - make_interval(mins => i)
      from generate_series(1, ${policies}) i`;
    await tx`
      insert into roster_version (id, application_id, unit_id, file_id, file_hash, published_at)
      select a.roster_version_id, a.id, a.unit_id, (select id from file limit 1), '\\x00', now() from application a
      where a.number like 'BENCH-%'`;
    await tx`
      insert into application_plan (application_id, plan_id, plan_version_id, unit_id, shares)
      select 1000000 + i, ${planId}, ${versionId}, ${unitOf}, 1 from generate_series(1, ${policies}) i`;
    await tx`
      insert into policy (id, number, application_id, unit_id, start_date, end_date, headcount, shares, premium_fen, issued_on, verify_token, content_hash)
      overriding system value
      select 1000000 + i, 'BD-BENCH-' || i, 1000000 + i, ${unitOf}, date '2026-01-01' + i % 300, date '2026-12-31' + i % 300,
        ${city.perPolicy}, ${city.perPolicy}, ${city.perPolicy * 8000}, '2026-01-01', 'V' || i, 'x'
      from generate_series(1, ${policies}) i`;
    await tx`
      insert into policy_plan (policy_id, plan_id, plan_version_id, unit_id, headcount, shares, premium_fen)
      select 1000000 + i, ${planId}, ${versionId}, ${unitOf}, ${city.perPolicy}, ${city.perPolicy}, ${city.perPolicy * 8000}
      from generate_series(1, ${policies}) i`;
    await tx`
      insert into person (id, id_hash, id_cipher) overriding system value
      select 1000000 + i, '\\x01'::bytea || decode(md5(i::text) || md5((-i)::text), 'hex'), '\\x00' from generate_series(1, ${covers}) i`;
    await tx.unsafe(`
      create temporary table bench_person on commit drop as
      select i, a.id as application_id, a.unit_id, a.roster_version_id as version, (i - 1) % ${city.perPolicy} + 2 as row_number,
        substr('${SURNAMES}', i % ${SURNAMES.length} + 1, 1) || substr('${GIVEN}', (i / 7) % ${GIVEN.length} + 1, 1)
          || substr('${GIVEN}', (i / 301) % ${GIVEN.length} + 1, 1) as name
      from generate_series(1, ${covers}) i join application a on a.id = 1000001 + (i - 1) / ${city.perPolicy}`);
    await tx`
      insert into roster_row (roster_version_id, row_number, unit_id, sheet_row, name, search_key, document_type, id_hash, id_cipher,
        id_masked, phone, shares, raw_cipher)
      select version, row_number, unit_id, row_number, name, ' wangxiaowei xiaowei wei wxw xw w', 'resident_id',
        '\\x01'::bytea || decode(md5(i::text) || md5((-i)::text), 'hex'), '\\x00', '440***********1234', (13000000000 + i)::text,
        '{"CI2021": 1}', '\\x00'
      from bench_person`;
    await tx`
      insert into cover (id, person_id, plan_id, unit_id, application_id, roster_version_id, row_number, name, start_date, end_date, shares, state)
      overriding system value
      select 1000000 + i, 1000000 + i, ${planId}, unit_id, application_id, version, row_number, name, '2026-01-01', '2026-12-31', 1, 'in_force'
      from bench_person`;
    for (const { definition } of indexes) await tx.unsafe(definition);
  });
  const one = await sql.reserve();
  await one`set statement_timeout = 0`;
  await one`vacuum (analyze)`;
  one.release();
}
