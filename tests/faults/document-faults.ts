import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { generateLedger } from '@huzhu/documents/testing/generate-ledger';
import { readPdf } from '@huzhu/documents/testing/read-pdf';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { type Fault, seconds } from './fault.ts';
import { holdAt } from './fault-points.ts';
import { type FaultWorld, until } from './fault-world.ts';
import { TrialImport } from './trial-import.ts';

const PERSONS = 20;
const FIRST = 4_100_000;

/** An application in 待审核, with persons that no other fault has. */
async function underReview(world: FaultWorld): Promise<{ number: string; version: number }> {
  const operator = await world.signIn();
  const { number } = await operator.draft('SZ-NS-YH-001', [{ code: 'HOSP', shares: 1 }]);
  const trial = await TrialImport.for(world, number, PERSONS, FIRST);
  await trial.accepted();
  await trial.recovered();
  const month = shanghaiDate(new Date()).slice(0, 7);
  const lines = Array.from({ length: PERSONS }, (_, i) => ({ ...syntheticPerson(FIRST + i), month }));
  assert.equal((await operator.uploadLedger(number, new Uint8Array(await generateLedger(lines)))).status, 200);
  assert.equal((await operator.ledgerImported(number)).state, 'succeeded');
  const { version } = await operator.submit(await operator.trpc.application.get.query({ number }));
  return { number, version };
}

async function paperOf(world: FaultWorld, number: string) {
  const [row] = await world.owner.sql<{ state: string; attempts: number; papers: number }[]>`
    select j.state, j.attempts,
      (select count(*)::int from file f where f.kind = 'payment-notice' and f.name like '%' || n.number || '%') as papers
    from payment_notice n join application a on a.id = n.application_id
    join job j on j.subject_type = 'payment_notice' and j.subject_id = n.id::text
    where a.number = ${number}`;
  return row;
}

const killedMakingPaper: Fault = {
  name: 'kill -9 worker: a paper is about to be kept',
  brief: true,
  async run(world) {
    await world.calm(1);
    const waiting = await underReview(world);
    const hold = await holdAt('paper', world.ownerUrl);
    const reviewer = await world.signIn('reviewer1');
    const { number } = await reviewer.trpc.review.approve.mutate({ requestId: randomUUID(), ...waiting });
    await hold.reached(60_000);
    const [worker] = world.workers;
    assert.ok(worker);
    await world.end(worker, 'SIGKILL');
    const refused = await (await world.signIn()).fetch(`/api/applications/${number}/payment-notice`);
    assert.equal(refused.status, 409, 'half a paper was given');
    await hold.release();
    const from = performance.now();
    await world.startWorker();
    const made = await until('the paper is made', 120_000, async () => {
      const paper = await paperOf(world, number);
      return paper?.state === 'succeeded' ? paper : undefined;
    });
    const ms = performance.now() - from;
    assert.equal(made.papers, 1, 'papers doubled');
    const answer = await (await world.signIn()).fetch(`/api/applications/${number}/payment-notice`);
    const { pages } = await readPdf(new Uint8Array(await answer.arrayBuffer()));
    assert.ok(pages[0]?.text.includes(number.replace(/\s/g, '')), 'the paper is not this application’s');
    return {
      did: 'one worker, held when the rendered 缴费通知书 was about to be kept, killed with -9; a new one started',
      held: `none was given before; afterwards one paper, whole, after ${seconds(ms)} (≤ 120 s), attempt ${made.attempts}`,
    };
  },
};

export const DOCUMENT_FAULTS: readonly Fault[] = [killedMakingPaper];
