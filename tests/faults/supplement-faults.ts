import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { generateRoster } from '@huzhu/documents/testing/generate-roster';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { type Fault, seconds } from './fault.ts';
import { holdAt } from './fault-points.ts';
import { type FaultWorld, until } from './fault-world.ts';

const PERSONS = 30;
const FIRST = 4_200_000;
const POLICY = 'HZ20260101-9001A';

/** A supplement in 待生效 whose day has come. What led there is shown elsewhere; here it is put in place. */
async function dueSupplement(world: FaultWorld): Promise<string> {
  const { sql } = world.owner;
  const operator = await world.signIn();
  const today = shanghaiDate(new Date());
  const parent = await operator.draft('SZ-NS-YH-001', [{ code: 'CI2021', shares: 2 }]);
  await sql`update application set state = 'in_force', effective_date = ${addDays(today, -10)}, end_date = ${addDays(today, 354)}
    where number = ${parent.number}`;
  await sql`insert into policy (number, application_id, unit_id, start_date, end_date, headcount, shares, premium_fen, issued_on, verify_token,
      content_hash)
    select ${POLICY}, id, unit_id, effective_date, end_date, 1, 2, 16000, effective_date, ${POLICY}, 'x'
    from application where number = ${parent.number}`;
  const { number } = await operator.trpc.supplement.start.mutate({ requestId: randomUUID(), policyNumber: POLICY });
  const roster = await generateRoster({ plans: [seedPlan('CI2021')], rows: PERSONS, from: FIRST });
  assert.equal((await operator.upload(number, new Uint8Array(roster))).status, 200);
  assert.equal((await operator.imported(number)).state, 'succeeded');
  await operator.submit(await operator.trpc.application.get.query({ number }));
  await sql`update cover set state = 'pending', start_date = ${today}::date
    where application_id = (select id from application where number = ${number})`;
  return number;
}

const killedBeginningSupplement: Fault = {
  name: 'kill -9 worker: a supplement is about to begin',
  async run(world) {
    await world.calm(1);
    const { sql } = world.owner;
    const number = await dueSupplement(world);
    const hold = await holdAt('endorsement', world.ownerUrl);
    const today = shanghaiDate(new Date());
    await sql`update application set state = 'pending_effective', effective_date = ${today}::date, effective_set_at = now()
      where number = ${number}`;
    await hold.reached(120_000);
    const [worker] = world.workers;
    assert.ok(worker);
    await world.end(worker, 'SIGKILL');
    await hold.release();
    const operator = await world.signIn();
    const state = async () => (await operator.trpc.application.get.query({ number })).state;
    assert.equal(await state(), 'pending_effective', 'half a beginning stands');
    const from = performance.now();
    await world.startWorker();
    await until('the supplement begins', 180_000, async () => ((await state()) === 'in_force' ? true : undefined));
    const ms = performance.now() - from;
    const [counted] = await sql<{ endorsements: number; events: number; covers: number }[]>`
      select (select count(*)::int from endorsement e where e.application_id = a.id) as endorsements,
        (select count(*)::int from audit_event v where v.subject_id = a.number and v.to_state = 'in_force') as events,
        (select count(*)::int from cover c where c.application_id = a.id and c.state = 'in_force') as covers
      from application a where a.number = ${number}`;
    assert.deepEqual(counted, { endorsements: 1, events: 1, covers: PERSONS }, 'begun otherwise than once');
    const policy = await operator.trpc.policy.get.query({ policyNumber: POLICY });
    assert.equal(policy.headcount, 1 + PERSONS);
    return {
      did: 'one worker, held inside the transaction that begins a supplement, killed with -9; a new one started',
      held: `nothing had begun; afterwards one 保全, one event, ${PERSONS} persons in force, after ${seconds(ms)}`,
    };
  },
};

export const SUPPLEMENT_FAULTS: readonly Fault[] = [killedBeginningSupplement];
