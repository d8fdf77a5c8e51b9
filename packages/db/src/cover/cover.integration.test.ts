import { asDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withScope } from '../scope/with-scope.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { addDraft, addRow, type DraftOf, seedWorld, testHash, type World } from '../testing/seed-world.ts';
import { checkOverlaps } from './check-overlaps.ts';
import { readAllCoverOf, streamAllCoverOf } from './read-cover.ts';
import { lockPlans, releaseCover, reserveCover } from './reserve-cover.ts';
import { settleCover } from './settle-cover.ts';

const START = asDate('2027-01-01');
const END = asDate('2027-12-31');

let db: TestDatabase;
let world: World;

beforeAll(async () => {
  db = await createTestDatabase();
  world = await seedWorld(db.owner);
});
afterAll(() => db?.drop());

type Shares = Partial<Record<PlanCode, number>>;

async function draftOf(unit: 'a' | 'b', rows: { person: string; name?: string; shares: Shares }[]): Promise<DraftOf> {
  const plans: Shares = {};
  for (const row of rows) for (const code of Object.keys(row.shares) as PlanCode[]) plans[code] = 1;
  const staffId = unit === 'a' ? world.staff.operatorA : world.staff.operatorB;
  const draft = await addDraft(db.owner, world, { unitId: world.units[unit], staffId, plans });
  for (const [i, row] of rows.entries()) {
    await addRow(db.owner, draft, {
      unitId: world.units[unit],
      rowNumber: i + 2,
      person: row.person,
      name: row.name ?? '测试员',
      shares: row.shares,
    });
  }
  return draft;
}

const period = (draft: DraftOf, start = START, end = END) => ({
  applicationId: draft.applicationId,
  rosterVersionId: draft.rosterVersionId,
  start,
  end,
});

function submit(unit: 'a' | 'b', draft: DraftOf, plans: PlanCode[], start = START, end = END) {
  return withScope(db.web, { unitIds: [world.units[unit]] }, async (tx) => {
    await lockPlans(
      tx,
      plans.map((code) => world.plans[code].planId),
    );
    return reserveCover(tx, period(draft, start, end));
  });
}

const check = async (draft: DraftOf, start = START, end = END) =>
  (await checkOverlaps(db.worker.sql, period(draft, start, end))).map((issue) => [
    issue.rowNumber,
    issue.code,
    issue.planCode,
    issue.details,
  ]);

const setState = (draft: DraftOf, state: string) =>
  db.owner.sql`update cover set state = ${state} where application_id = ${draft.applicationId}`;

describe('reserveCover', () => {
  it('makes persons known and reserves each plan with shares', async () => {
    const draft = await draftOf('a', [
      { person: 'r1', shares: { CI2021: 2, ACC: 1 } },
      { person: 'r2', shares: { CI2021: 1, ACC: 0 } },
    ]);
    expect(await submit('a', draft, ['CI2021', 'ACC'])).toEqual({ reserved: true, findings: [] });
    const cover = await db.owner.sql`
      select p.code, c.row_number, c.shares, c.start_date, c.end_date, c.wait_end, c.state, c.unit_id, c.name
      from cover c join plan p on p.id = c.plan_id where application_id = ${draft.applicationId} order by 2, 1`;
    expect(cover.map((c) => [c.code, c.row_number, c.shares, c.wait_end])).toEqual([
      ['ACC', 2, 1, null],
      ['CI2021', 2, 2, '2027-01-30'],
      ['CI2021', 3, 1, '2027-01-30'],
    ]);
    expect(cover[0]).toMatchObject({
      start_date: START,
      end_date: END,
      state: 'reserved',
      unit_id: world.units.a,
      name: '测试员',
    });
    const persons = await db.owner.sql`select id from person where id_hash in (${testHash('r1')}, ${testHash('r2')})`;
    expect(persons).toHaveLength(2);
  });

  it('replaces the own reservation when submitted again', async () => {
    const draft = await draftOf('a', [{ person: 'again', shares: { HOSP: 1 } }]);
    await submit('a', draft, ['HOSP']);
    expect(await submit('a', draft, ['HOSP'])).toEqual({ reserved: true, findings: [] });
    const rows = await db.owner.sql`select 1 from cover where application_id = ${draft.applicationId}`;
    expect(rows).toHaveLength(1);
  });

  it('writes nothing at all when one row conflicts', async () => {
    const first = await draftOf('a', [{ person: 'taken', shares: { HOSP: 1 } }]);
    await submit('a', first, ['HOSP']);
    const second = await draftOf('b', [
      { person: 'free', shares: { HOSP: 1 } },
      { person: 'taken', shares: { HOSP: 1 } },
    ]);
    const outcome = await submit('b', second, ['HOSP']);
    expect(outcome.reserved).toBe(false);
    expect(outcome.findings).toEqual([
      {
        rowNumber: 3,
        code: 'ALREADY_PENDING_ELSEWHERE',
        field: 'row',
        planCode: 'HOSP',
        details: { plan: '住院医疗综合互助保障计划' },
      },
    ]);
    expect(await db.owner.sql`select 1 from cover where application_id = ${second.applicationId}`).toHaveLength(0);
    expect(await db.owner.sql`select 1 from person where id_hash = ${testHash('free')}`).toHaveLength(0);
    // Release lets the other in.
    expect(await withScope(db.web, { unitIds: [world.units.a] }, (tx) => releaseCover(tx, first.applicationId))).toBe(
      1,
    );
    expect(await submit('b', second, ['HOSP'])).toEqual({ reserved: true, findings: [] });
  });

  it('refuses to run without the locks, out of scope, and with a person twice', async () => {
    const draft = await draftOf('a', [{ person: 'nolock', shares: { HOSP: 1, ACC: 1 } }]);
    await expect(submit('a', draft, ['HOSP'])).rejects.toMatchObject({ cause: { code: 'HZ002' } });
    await expect(submit('b', draft, ['HOSP', 'ACC'])).rejects.toMatchObject({ cause: { code: 'HZ001' } });
    const twice = await draftOf('a', [
      { person: 'twin', shares: { HOSP: 1 } },
      { person: 'twin', shares: { HOSP: 1 } },
    ]);
    await expect(submit('a', twice, ['HOSP'])).rejects.toMatchObject({ cause: { code: 'HZ003' } });
  });

  it('does not release for another unit', async () => {
    const draft = await draftOf('a', [{ person: 'keep', shares: { HOSP: 1 } }]);
    await submit('a', draft, ['HOSP']);
    expect(await withScope(db.web, { unitIds: [world.units.b] }, (tx) => releaseCover(tx, draft.applicationId))).toBe(
      0,
    );
    expect(await db.owner.sql`select 1 from cover where application_id = ${draft.applicationId}`).toHaveLength(1);
  });

  it('lets exactly one of two units have a person, 50 times over parallel connections', async () => {
    for (let round = 0; round < 50; round += 1) {
      const rows = [{ person: `race-${round}`, shares: { HOSP: 1 } }];
      const [a, b] = await Promise.all([draftOf('a', rows), draftOf('b', rows)]);
      const outcomes = await Promise.all([submit('a', a, ['HOSP']), submit('b', b, ['HOSP'])]);
      expect(
        outcomes.filter((outcome) => outcome.reserved),
        `round ${round}`,
      ).toHaveLength(1);
      const loser = outcomes.find((outcome) => !outcome.reserved);
      expect(loser?.findings.map((finding) => finding.code)).toEqual(['ALREADY_PENDING_ELSEWHERE']);
      const [count] = await db.owner.sql<{ n: number }[]>`
        select count(*) as n from cover c join person p on p.id = c.person_id where p.id_hash = ${testHash(`race-${round}`)}`;
      expect(count?.n).toBe(1);
    }
  }, 60_000);

  it('survives lists with the same strangers in opposite order without a deadlock', async () => {
    const people = Array.from({ length: 60 }, (_, i) => ({ person: `many-${i}`, shares: { CI2021: 1, ACC: 1 } }));
    const drafts = await Promise.all([draftOf('a', people), draftOf('b', [...people].reverse())]);
    const outcomes = await Promise.all([
      submit('a', drafts[0], ['CI2021', 'ACC']),
      submit('b', drafts[1], ['ACC', 'CI2021']),
    ]);
    expect(outcomes.map((outcome) => outcome.reserved)).toEqual([true, true]);
  });
});

describe('checkOverlaps', () => {
  it('tells insured from pending under one_per_term, on overlapping days only', async () => {
    const first = await draftOf('a', [{ person: 'o1', shares: { HOSP: 1 } }]);
    await submit('a', first, ['HOSP'], asDate('2026-07-01'), asDate('2027-01-01'));
    const second = await draftOf('b', [{ person: 'o1', shares: { HOSP: 1 } }]);
    expect(await check(second)).toEqual([
      [2, 'ALREADY_PENDING_ELSEWHERE', 'HOSP', { plan: '住院医疗综合互助保障计划' }],
    ]);
    await setState(first, 'in_force');
    expect(await check(second)).toEqual([
      [2, 'ALREADY_INSURED', 'HOSP', { plan: '住院医疗综合互助保障计划', start: '2026-07-01', end: '2027-01-01' }],
    ]);
    expect(await check(second, asDate('2027-01-02'))).toEqual([]);
    await setState(first, 'ended');
    expect(await check(second)).toEqual([]);
  });

  it('counts the heaviest day under sum_to_cap', async () => {
    // 3 份 in the first half, 2 in the second: never more than 3 on one day.
    const h1 = await draftOf('a', [{ person: 's1', shares: { CI2021: 3 } }]);
    const h2 = await draftOf('a', [{ person: 's1', shares: { CI2021: 2 } }]);
    await submit('a', h1, ['CI2021'], START, asDate('2027-06-30'));
    await submit('a', h2, ['CI2021'], asDate('2027-07-01'), END);
    const two = await draftOf('b', [{ person: 's1', shares: { CI2021: 2 } }]);
    const three = await draftOf('b', [{ person: 's1', shares: { CI2021: 3 } }]);
    expect(await check(two)).toEqual([]);
    expect(await check(three)).toEqual([[2, 'ALREADY_PENDING_ELSEWHERE', 'CI2021', { plan: '重大疾病互助保障计划' }]]);
    await setState(h1, 'in_force');
    expect(await check(three)).toEqual([
      [2, 'SHARES_OVER_CAP_WITH_EXISTING', 'CI2021', { plan: '重大疾病互助保障计划', existing: 3, value: 3, max: 5 }],
    ]);
    // One shared day is enough.
    await db.owner.sql`update cover set end_date = '2027-07-01' where application_id = ${h1.applicationId}`;
    expect(await check(two)).toEqual([[2, 'ALREADY_PENDING_ELSEWHERE', 'CI2021', { plan: '重大疾病互助保障计划' }]]);
  });

  it('is no oracle: with another name it says only that the society will look', async () => {
    const first = await draftOf('a', [{ person: 'n1', name: '测试甲', shares: { HOSP: 1 } }]);
    await submit('a', first, ['HOSP']);
    await setState(first, 'in_force');
    const guess = await draftOf('b', [{ person: 'n1', name: '测试乙', shares: { HOSP: 1 } }]);
    expect(await check(guess)).toEqual([[2, 'COVER_NEEDS_REVIEW', 'HOSP', {}]]);
    expect((await submit('b', guess, ['HOSP'])).reserved).toBe(true);
  });

  it('looks at given rows only, and at active rows with shares', async () => {
    const first = await draftOf(
      'a',
      [1, 2, 3].map((i) => ({ person: `g${i}`, shares: { HOSP: 1 } })),
    );
    await submit('a', first, ['HOSP']);
    const second = await draftOf(
      'b',
      [1, 2, 3].map((i) => ({ person: `g${i}`, shares: { HOSP: i === 3 ? 0 : 1 } })),
    );
    expect((await check(second)).map(([row]) => row)).toEqual([2, 3]);
    expect(await checkOverlaps(db.worker.sql, period(second), [3, 4])).toHaveLength(1);
    await db.owner
      .sql`update roster_row set state = 'deleted' where roster_version_id = ${second.rosterVersionId} and row_number = 2`;
    expect((await check(second)).map(([row]) => row)).toEqual([3]);
  });

  it('refuses an application out of the scope, and a roster of another application', async () => {
    const draft = await draftOf('a', [{ person: 'x', shares: { HOSP: 1 } }]);
    const asWeb = (unitId: number) =>
      withScope(db.web, { unitIds: [unitId] }, (tx) =>
        tx.execute(
          sql`select * from check_overlaps(${draft.applicationId}, ${draft.rosterVersionId}::uuid, ${START}::date, ${END}::date)`,
        ),
      );
    expect(await asWeb(world.units.a)).toHaveLength(0);
    await expect(asWeb(world.units.b)).rejects.toMatchObject({ cause: { code: 'HZ001' } });
    const other = await draftOf('b', [{ person: 'y', shares: { HOSP: 1 } }]);
    await expect(
      checkOverlaps(db.worker.sql, { ...period(draft), rosterVersionId: other.rosterVersionId }),
    ).rejects.toMatchObject({ code: 'HZ001' });
  });
});

describe('the plan of the check', () => {
  it('probes indexes: no sequential scan of cover or person', async () => {
    // Enough rows that a planner left to itself would scan.
    await db.owner.sql`insert into person (id_hash, id_cipher)
      select '\\x01'::bytea || sha256(('bulk' || i)::bytea), '\\x00' from generate_series(1, 60000) i`;
    const anchor = await draftOf('a', [{ person: 'anchor', shares: { HOSP: 1 } }]);
    await db.owner
      .sql`insert into cover (person_id, plan_id, unit_id, application_id, roster_version_id, row_number, name, start_date, end_date, shares, state)
      select p.id, ${world.plans.HOSP.planId}, ${world.units.a}, ${anchor.applicationId}, ${anchor.rosterVersionId}, 1, '测试员', '2027-01-01', '2027-12-31', 1, 'in_force'
      from person p where p.id_hash in (select '\\x01'::bytea || sha256(('bulk' || i)::bytea) from generate_series(1, 60000) i)`;
    const draft = await draftOf('b', [{ person: 'first', shares: { HOSP: 1 } }]);
    await db.owner
      .sql`insert into roster_row (roster_version_id, row_number, unit_id, name, id_hash, raw_cipher, shares)
      select ${draft.rosterVersionId}, 10 + i, ${world.units.b}, '测试员', '\\x01'::bytea || sha256(('bulk' || i * 6)::bytea), '\\x00', '{"HOSP":1}'
      from generate_series(1, 10000) i`;
    await db.owner.sql`vacuum analyze person, cover`;
    const before = await scans('person', 'cover');
    const began = performance.now();
    const found = await checkOverlaps(db.owner.sql, period(draft));
    const took = performance.now() - began;
    expect(found).toHaveLength(10_000);
    expect(found[0]?.code).toBe('ALREADY_INSURED');
    await flushed();
    expect((await scans('person', 'cover')) - before).toBe(0);
    expect(took).toBeLessThan(5000);

    // The same persons next year: their tranches are found by probes too, and all of them go on without a wait.
    const next = [asDate('2028-01-01'), asDate('2028-12-31')] as const;
    expect(await submit('b', draft, ['HOSP'], ...next)).toMatchObject({ reserved: true });
    await db.owner.sql`vacuum analyze cover`;
    const beforeSettling = await scans('cover');
    const settling = performance.now();
    const settled = await withScope(db.worker, { all: true }, (tx) =>
      settleCover(tx, draft.applicationId, { start: next[0], end: next[1] }, 'pending'),
    );
    const settledMs = performance.now() - settling;
    expect(settled).toBe(10_001);
    await flushed();
    expect((await scans('cover')) - beforeSettling).toBe(0);
    expect(settledMs).toBeLessThan(5000);
    const kept = await db.owner.sql<{ category: string; n: number }[]>`
      select category, count(*)::int as n from cover where application_id = ${draft.applicationId} group by 1 order by 1`;
    expect([...kept]).toEqual([
      { category: 'new', n: 1 },
      { category: 'renewed', n: 10_000 },
    ]);
  }, 60_000);
});

describe('streamAllCoverOf', () => {
  const batchesOf = (unit: 'a' | 'b', { applicationId }: DraftOf, batch?: number) =>
    withScope(db.web, { unitIds: [world.units[unit]] }, async (tx) => {
      const batches = [];
      for await (const rows of streamAllCoverOf(tx, { applicationId }, batch)) batches.push(rows);
      return { batches, whole: await readAllCoverOf(tx, { applicationId }) };
    });

  it('reads what readAllCoverOf reads, in batches and within the scope', async () => {
    const draft = await draftOf(
      'a',
      ['listed1', 'listed2', 'listed3'].map((person) => ({ person, shares: { CI2021: 2, ACC: 1 } })),
    );
    expect(await submit('a', draft, ['CI2021', 'ACC'])).toMatchObject({ reserved: true });
    for (const [batch, sizes] of [
      [4, [4, 2]],
      [3, [3, 3]],
      [undefined, [6]],
    ] as const) {
      const { batches, whole } = await batchesOf('a', draft, batch);
      expect(batches.map((rows) => rows.length)).toEqual(sizes);
      expect(batches.flat()).toEqual(whole);
    }
    expect(await batchesOf('b', draft)).toEqual({ batches: [], whole: [] });
  });

  it('may be asked twice in a transaction, one after the other', async () => {
    const { applicationId } = world.applications.a;
    await withScope(db.web, { unitIds: [world.units.a] }, async (tx) => {
      for (const _ of [1, 2]) {
        let rows = 0;
        for await (const batch of streamAllCoverOf(tx, { applicationId })) rows += batch.length;
        expect(rows).toBe((await readAllCoverOf(tx, { applicationId })).length);
      }
    });
  });
});

/** Rows of these tables that were read one after the other, so far. */
async function scans(...tables: string[]): Promise<number> {
  const [row] = await db.owner.sql<{ n: number }[]>`
    select pg_stat_force_next_flush() is null, sum(seq_tup_read)::bigint as n from pg_stat_user_tables where relname = any(${tables})`;
  return Number(row?.n ?? -1);
}

async function flushed(): Promise<void> {
  await db.owner.sql`select pg_stat_force_next_flush()`;
  await new Promise((resolve) => setTimeout(resolve, 1200));
}
