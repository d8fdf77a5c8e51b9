import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { generateLedger } from '@huzhu/documents/testing/generate-ledger';
import { shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { type Fault, seconds } from './fault.ts';
import { holdAt } from './fault-points.ts';
import { until } from './fault-world.ts';
import { TrialImport } from './trial-import.ts';

const killedInCommit: Fault = {
  name: 'kill -9 API: before commit of an upload',
  brief: true,
  async run(world) {
    await world.calm(1);
    const trial = await TrialImport.prepare(world);
    const hold = await holdAt('upload before commit', world.ownerUrl);
    const answer = trial.upload().then(
      (response) => response.status,
      () => 'none',
    );
    await hold.reached();
    assert.ok(world.api);
    await world.end(world.api, 'SIGKILL');
    await hold.release();
    assert.equal(await answer, 'none');
    await world.startApi();
    assert.equal(await trial.job(), undefined, 'part of the upload was stored');
    await trial.accepted();
    const { facts } = await trial.recovered();
    return {
      did: 'the API killed with -9 inside the transaction that records an upload; the page sent the file again',
      held: `nothing of the first was stored, one import ran (jobs ${facts.jobs}, attempts ${facts.attempts})`,
    };
  },
};

const killedAfterCommit: Fault = {
  name: 'kill -9 API: between commit and enqueue',
  brief: true,
  async run(world) {
    await world.calm(0);
    const trial = await TrialImport.prepare(world);
    // Told by the database at the very commit.
    const committed = new Promise<void>((resolve) => {
      void world.owner.sql.listen('outbox', () => resolve());
    });
    const answer = trial.upload().then(
      (response) => String(response.status),
      () => 'none',
    );
    await committed;
    assert.ok(world.api);
    await world.end(world.api, 'SIGKILL');
    const told = await answer;
    const waiting = await trial.job();
    assert.equal(waiting?.state, 'queued');
    assert.equal(waiting?.entry, null, 'it had been enqueued already');
    await world.startApi();
    // Who got no answer sends the file again: the same bytes join the import that waits.
    await trial.accepted();
    await world.startWorker();
    const { facts } = await trial.recovered();
    return {
      did: `the API killed with -9 at the commit (answer: ${told}); no worker had seen it; the file was sent again`,
      held: `exactly one import ran: versions ${facts.versions}, jobs ${facts.jobs}, attempts ${facts.attempts}`,
    };
  },
};

const streamDropped: Fault = {
  name: 'SSE dropped',
  brief: true,
  async run(world) {
    await world.calm(1);
    const operator = await world.signIn();
    const trial = await TrialImport.prepare(world);
    const hold = await holdAt('before commit', world.ownerUrl);
    await trial.accepted();
    await hold.reached();
    const stream = await operator.fetch(`/api/applications/${trial.number}/roster/progress`);
    // The one LISTEN connection of the API is cut while a page listens, and the import ends in the gap.
    const cut = await world.owner.sql`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'huzhu-api' and query ilike 'listen%'`;
    assert.equal(cut.length, 1, 'the connection that listens was not found');
    await hold.release();
    const from = performance.now();
    const text = await stream.text();
    const ms = performance.now() - from;
    assert.match(text, /"state":"succeeded"/);
    assert.ok(ms < 30_000, `the stream ended after ${ms} ms`);
    await trial.whole();

    const second = await TrialImport.prepare(world);
    const holdAgain = await holdAt('before commit', world.ownerUrl);
    await second.accepted();
    await holdAgain.reached();
    const dropped = await operator.fetch(`/api/applications/${second.number}/roster/progress`);
    assert.ok(world.api);
    await world.end(world.api, 'SIGKILL');
    await assert.rejects(dropped.text());
    await holdAgain.release();
    await world.startApi();
    await second.recovered();
    // As the page does when its stream has broken: it asks for the status.
    const { roster } = await operator.trpc.roster.status.query({ number: second.number });
    assert.deepEqual([roster?.state, roster?.counts.rows], ['succeeded', second.rows]);
    return {
      did: 'LISTEN connection cut while a page followed an import that ended in the gap; then the API killed under a stream',
      held: `the stream told the end after ${seconds(ms)} (≤ 30 s); after the kill the status says succeeded, ${second.rows} rows`,
    };
  },
};

const apiDeploy: Fault = {
  name: 'SIGTERM API with open streams',
  brief: true,
  async run(world) {
    await world.calm(1);
    const operator = await world.signIn();
    const trial = await TrialImport.prepare(world);
    const hold = await holdAt('before commit', world.ownerUrl);
    await trial.accepted();
    await hold.reached();
    const streams = await Promise.all(
      Array.from({ length: 5 }, () => operator.fetch(`/api/applications/${trial.number}/roster/progress`)),
    );
    const from = performance.now();
    assert.ok(world.api);
    const code = await world.end(world.api, 'SIGTERM');
    const ms = performance.now() - from;
    await hold.release();
    await Promise.allSettled(streams.map((stream) => stream.text()));
    assert.equal(code, 0);
    assert.ok(ms <= 30_000);
    await world.startApi();
    await trial.recovered();
    return { did: 'SIGTERM to the API under 5 open streams', held: `exit code 0 after ${seconds(ms)} (≤ 30 s)` };
  },
};

const doubleSubmit: Fault = {
  name: 'double submit, 20 in parallel',
  brief: true,
  async run(world) {
    await world.calm(1);
    const operator = await world.signIn();
    const persons = Array.from({ length: 50 }, (_, i) => syntheticPerson(4_000_000 + i));
    const { number } = await operator.draft('SZ-NS-YH-001', [{ code: 'HOSP', shares: 1 }]);
    const trial = await TrialImport.for(world, number, 50, 4_000_000);
    await trial.accepted();
    await trial.recovered();
    const month = shanghaiDate(new Date()).slice(0, 7);
    const ledger = await generateLedger(persons.map(({ name, idNumber }) => ({ name, idNumber, month })));
    assert.equal((await operator.uploadLedger(number, ledger)).status, 200);
    assert.equal((await operator.ledgerImported(number)).state, 'succeeded');
    const { version } = await operator.trpc.application.get.query({ number });
    const requestId = crypto.randomUUID();
    const presses = await Promise.all(
      Array.from({ length: 20 }, () => operator.submit({ number, version }, requestId)),
    );
    assert.equal(new Set(presses.map((answer) => JSON.stringify(answer))).size, 1);
    const others = await Promise.allSettled(Array.from({ length: 20 }, () => operator.submit({ number, version })));
    assert.ok(others.every((other) => other.status === 'rejected'));
    const [facts] = await world.owner.sql<{ events: number; covers: number }[]>`
      select (select count(*)::int from audit_event where subject_id = ${number} and to_state = 'pending_review') as events,
        (select count(*)::int from cover c join application a on a.id = c.application_id
          where a.number = ${number} and c.state = 'reserved') as covers`;
    assert.deepEqual(facts, { events: 1, covers: 50 });
    return {
      did: '确认提交 pressed 20 times at once with one request id, then 20 times with ids of their own',
      held: 'one answer for the 20, one event, 50 persons reserved once; the other 20 refused',
    };
  },
};

const replaced: Fault = {
  name: 'file replaced while it is parsed',
  brief: true,
  async run(world) {
    await world.calm(1);
    const trial = await TrialImport.prepare(world);
    const hold = await holdAt('mid-parse', world.ownerUrl);
    await trial.accepted();
    await hold.reached();
    const other = await TrialImport.for(world, trial.number, 500);
    await other.accepted();
    await hold.release();
    assert.equal((await other.over()).state, 'succeeded');
    await until('the first import is over', 30_000, async () => {
      const rows = await world.owner.sql`
        select 1 from job j join roster_version v on j.subject_id = v.id::text join application a on a.id = v.application_id
        where a.number = ${trial.number} and j.state in ('queued', 'running')`;
      return rows.length === 0;
    });
    const facts = await other.whole({ versions: 2 });
    return {
      did: `a file of ${other.rows} rows uploaded while one of ${trial.rows} was inside its third COPY`,
      held: `rows belong to one file: the second's ${facts.rows}, none of the first's; published once`,
    };
  },
};

const unfinishedFiles = async (folder: string) => (await readdir(`${folder}/unfinished`)).length;

const cutUpload: Fault = {
  name: 'upload cut in the middle',
  brief: true,
  async run(world) {
    await world.calm(1);
    const trial = await TrialImport.prepare(world);
    const operator = await world.signIn();
    const half = trial.file.subarray(0, trial.file.length >> 1);
    const head = `--x\r\ncontent-disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n`;
    async function* body() {
      yield new TextEncoder().encode(head);
      yield half;
      throw new Error('the line is cut');
    }
    await assert.rejects(
      operator.fetch(`/api/applications/${trial.number}/roster`, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
        body: body() as unknown as RequestInit['body'],
        duplex: 'half',
      } as RequestInit),
    );
    await until('the half file is removed', 10_000, async () => (await unfinishedFiles(world.filesDir)) === 0);
    assert.equal(await trial.job(), undefined);
    await trial.accepted();
    await trial.recovered();
    return {
      did: 'the connection cut after half of a file',
      held: 'no half file is kept or named; the next upload is whole',
    };
  },
};

export const API_FAULTS: readonly Fault[] = [
  killedInCommit,
  killedAfterCommit,
  cutUpload,
  replaced,
  doubleSubmit,
  streamDropped,
  apiDeploy,
];
