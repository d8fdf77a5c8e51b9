import { connect } from '@huzhu/db/connect';
import { checkOverlaps } from '@huzhu/db/cover/check-overlaps';
import type { TestDatabase } from '@huzhu/db/testing/create-test-database';
import { plansWithin } from '@huzhu/db/testing/plans-within';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import type { Benchmark, BenchOptions, Measured } from './benchmark.ts';
import { fillCity } from './fill-city.ts';

/** So many covers in the city for each row of the roster: 10 million for 100,000. */
const COVERS_PER_ROW = 100;
/** One row of so many is somebody who is insured already. */
const KNOWN_EVERY = 100;
const WHOLE_TABLE = /Seq Scan on (public\.)?(person|cover)\b/g;
const START = asDate('2026-12-01');
const END = asDate('2027-11-30');

async function fill(database: TestDatabase, { rows }: BenchOptions): Promise<void> {
  await fillCity(database, rows * COVERS_PER_ROW, { units: 500, perPolicy: 1_000 });
  const { sql } = database.owner;
  await sql.begin(async (tx) => {
    await tx`set local statement_timeout = 0`;
    await tx`
      update application set number = 'DUPLICATES' where id = (select min(id) from application where state = 'draft')`;
    await tx`
      insert into application_plan (application_id, plan_id, plan_version_id, unit_id, shares)
      select a.id, v.plan_id, v.id, a.unit_id, 5 from application a, plan_version v join plan p on p.id = v.plan_id
      where a.number = 'DUPLICATES' and p.code = 'CI2021'`;
    // Strangers, and every hundredth of them a person of the city, under the name that stands in his cover.
    await tx`
      insert into roster_row (roster_version_id, row_number, unit_id, name, id_hash, id_cipher, shares, raw_cipher)
      select a.roster_version_id, i + 10, a.unit_id, coalesce(c.name, '陌生人'),
        coalesce(p.id_hash, '\\x01'::bytea || decode(md5('row' || i) || md5('of' || i), 'hex')), '\\x00', '{"CI2021": 5}', '\\x00'
      from generate_series(1, ${rows}::int) i
        join application a on a.number = 'DUPLICATES'
        left join person p on i % ${KNOWN_EVERY}::int = 0 and p.id = 1000000 + i::bigint * ${COVERS_PER_ROW}::int
        left join cover c on c.person_id = p.id`;
  });
  // As after autovacuum has come by: that is when joins by the planner's choice begin to read whole tables.
  await sql`analyze roster_row`;
}

type Find = (
  sql: ReturnType<typeof connect>['sql'],
  at: { applicationId: number; rosterVersionId: string },
) => Promise<number[]>;

/** @param explain also count the tables of the city that its statements read from end to end */
async function timed(databaseUrl: string, find: Find, explain = false): Promise<Measured> {
  const owner = connect(databaseUrl, { max: 1, statementTimeoutMs: 600_000 });
  try {
    const [at] = await owner.sql<{ applicationId: number; rosterVersionId: string }[]>`
      select id as "applicationId", roster_version_id as "rosterVersionId" from application where number = 'DUPLICATES'`;
    if (!at) throw new Error('the database is not filled');
    const began = performance.now();
    const found = await find(owner.sql, at);
    const ms = performance.now() - began;
    found.sort((a, b) => a - b);
    const counts = { found: found.length };
    if (!explain) return { ms, digest: found.join(), counts };
    const plans = await plansWithin(databaseUrl, (sql) => find(sql, at));
    return { ms, digest: found.join(), counts: { ...counts, wholeTables: plans.match(WHOLE_TABLE)?.length ?? 0 } };
  } finally {
    await owner.close();
  }
}

/** check_overlaps(), as the import calls it. */
const ours: Find = async (sql, at) => {
  const issues = await checkOverlaps(sql, { ...at, start: START, end: END });
  return issues.map(({ rowNumber }) => rowNumber);
};

/** The same question as one writes it, by the plan that Postgres prefers. */
const join: Find = async (sql, { applicationId, rosterVersionId }) => {
  const rows = await sql<{ row_number: number }[]>`
    select r.row_number from roster_row r
      join person p on p.id_hash = r.id_hash
      join application_plan ap on ap.application_id = ${applicationId}
      join cover c on c.person_id = p.id and c.plan_id = ap.plan_id and c.state <> 'ended'
        and c.start_date <= ${END} and c.end_date >= ${START} and c.application_id <> ${applicationId}
    where r.roster_version_id = ${rosterVersionId} and r.state = 'active'
    group by r.row_number, r.shares having sum(c.shares) + min((r.shares ->> 'CI2021')::int) > 5`;
  return rows.map((row) => row.row_number);
};

export default {
  name: 'duplicates',
  about: 'who of a roster is insured already, among a hundred covers for each of its rows',
  defaultRows: 100_000,
  rounds: 5,
  database: { fill },
  contenders: [
    { name: 'ours', about: 'check_overlaps(): index probes', run: (_options, _input, url) => timed(url, ours, true) },
    {
      name: 'join',
      about: 'joins by the plan that Postgres prefers',
      run: (_options, _input, url) => timed(url, join),
    },
  ],
  expect: ({ rows }) => ({ found: Math.floor(rows / KNOWN_EVERY), wholeTables: 0 }),
  goals: [{ of: 'ours', to: 'join', atMost: 0.25, atRows: 100_000 }],
} satisfies Benchmark;
