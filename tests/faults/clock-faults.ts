import assert from 'node:assert/strict';
import { generateLedger } from '@huzhu/documents/testing/generate-ledger';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { type Fault, seconds } from './fault.ts';
import { holdAt } from './fault-points.ts';
import { type FaultWorld, type ProcessSettings, until } from './fault-world.ts';
import { TrialImport } from './trial-import.ts';

const SHIFT = new URL('./shift-clock.mjs', import.meta.url).href;
const shifted = (minutes: number): ProcessSettings => ({
  nodeArgs: ['--import', SHIFT],
  env: { FAULT_CLOCK_MINUTES: String(minutes) },
});

const MACHINES: readonly (readonly [string, ProcessSettings])[] = [
  ['UTC', { env: { TZ: 'UTC' } }],
  ['Asia/Shanghai', { env: { TZ: 'Asia/Shanghai' } }],
  ['America/Los_Angeles', { env: { TZ: 'America/Los_Angeles' } }],
  ['clock +1 h', shifted(60)],
  ['clock −1 h', shifted(-60)],
];

async function restartAll(world: FaultWorld, settings: ProcessSettings): Promise<void> {
  for (const worker of world.workers) await world.end(worker);
  if (world.api) await world.end(world.api);
  await Promise.all([world.startApi(settings), world.startWorker(settings)]);
}

/** Uploads a roster and its ledger, submits, withdraws; the dates that were stored meanwhile. */
async function datesStored(world: FaultWorld, people: number, requestedDate: string) {
  const operator = await world.signIn();
  const first = 5_000_000;
  const { number } = await operator.draft('SZ-NS-YH-001', [{ code: 'HOSP', shares: 1 }], requestedDate);
  const trial = await TrialImport.for(world, number, people, first);
  await trial.accepted();
  await trial.recovered();
  const month = shanghaiDate(new Date()).slice(0, 7);
  const persons = Array.from({ length: people }, (_, i) => syntheticPerson(first + i));
  const ledger = await generateLedger(persons.map(({ name, idNumber }) => ({ name, idNumber, month })));
  assert.equal((await operator.uploadLedger(number, ledger)).status, 200);
  assert.equal((await operator.ledgerImported(number)).state, 'succeeded');
  const view = await operator.submit(await operator.trpc.application.get.query({ number }));
  const { sql } = world.owner;
  const births = await sql`
    select r.row_number as row, r.birth_date::text as birth from roster_row r join application a
    on a.roster_version_id = r.roster_version_id where a.number = ${number} order by r.row_number`;
  assert.deepEqual(
    births.map((row) => row.birth),
    persons.map((person) => person.birthDate),
  );
  const covers = await sql<{ from: string; to: string }[]>`
    select distinct c.start_date::text as from, c.end_date::text as to from cover c join application a
    on a.id = c.application_id where a.number = ${number} and c.state = 'reserved'`;
  const [order] = await sql<{ late: boolean; wrong: number }[]>`
    select bool_or(e.at > now() or e.at < now() - interval '10 minutes') as late,
      (select count(*)::int from (select at < lag(at) over (order by id) as back from audit_event
        where subject_id = ${number}) o where back) as wrong
    from audit_event e where e.subject_id = ${number}`;
  assert.deepEqual(order, { late: false, wrong: 0 }, 'events do not bear the time of the database');
  await operator.trpc.application.withdraw.mutate({ requestId: crypto.randomUUID(), number, version: view.version });
  return covers.map(({ from, to }) => `${from}–${to}`);
}

const zones: Fault = {
  name: 'clock ±1 h, UTC, Shanghai, Los Angeles',
  brief: true,
  async run(world) {
    await world.calm(1);
    const asked = addDays(shanghaiDate(new Date()), 10);
    const stored: [string, string[]][] = [];
    try {
      for (const [name, settings] of MACHINES) {
        await restartAll(world, settings);
        stored.push([name, await datesStored(world, 40, asked)]);
      }
    } finally {
      await restartAll(world, {});
    }
    const [, cover] = stored[0] ?? [];
    for (const [name, found] of stored) assert.deepEqual(found, cover, name);
    return {
      did: `the same 40 persons imported and submitted with API and worker in ${stored.map(([name]) => name).join(', ')}`,
      held: `40 birth dates as in the ID numbers each time, one cover ${cover?.join()}; events bear the database's time, in order`,
    };
  },
};

const wrongMachine: Fault = {
  name: 'a worker whose clock is 1 h ahead dies with a job put off',
  async run(world) {
    await world.calm(0);
    await world.startWorker(shifted(60));
    const trial = await TrialImport.prepare(world);
    const hold = await holdAt('mid-parse', world.ownerUrl);
    await trial.accepted();
    await hold.reached();
    const [ahead] = world.workers;
    assert.ok(ahead);
    // The attempt fails; the queue is told to try again "in a second", by a clock that is wrong.
    await world.owner.sql`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'huzhu-worker' and state <> 'idle'`;
    await until('it was put off', 30_000, async () => {
      const job = await trial.job();
      return job?.state === 'queued' && /"msg":"(retry|interrupted)"/.test(ahead.said);
    });
    await world.end(ahead);
    await hold.release();
    await world.startWorker();
    const { ms } = await trial.recovered();
    return {
      did: 'an attempt failed on a worker whose clock is 1 h ahead, so its next try was due in an hour; the worker died',
      held: `imported by the other worker after ${seconds(ms)} (≤ 120 s)`,
    };
  },
};

export const CLOCK_FAULTS: readonly Fault[] = [zones, wrongMachine];
