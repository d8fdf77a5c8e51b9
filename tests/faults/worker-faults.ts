import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseRosterJob } from '@huzhu/jobs/roster/parse-roster.job';
import { type Fault, seconds } from './fault.ts';
import { type FaultPoint, holdAt } from './fault-points.ts';
import { type FaultWorld, until } from './fault-world.ts';
import { TrialImport } from './trial-import.ts';

async function killedAt(world: FaultWorld, point: FaultPoint) {
  await world.calm(1);
  const trial = await TrialImport.prepare(world);
  const hold = await holdAt(point, world.ownerUrl);
  await trial.accepted();
  await hold.reached();
  const [worker] = world.workers;
  assert.ok(worker);
  await world.end(worker, 'SIGKILL');
  await hold.release();
  await world.startWorker();
  const { ms, facts } = await trial.recovered();
  return {
    did: `one worker, held at "${point}" of ${trial.rows} rows, killed with -9; a new one started`,
    held: `rows equal the file, published once, after ${seconds(ms)} (≤ 120 s), attempt ${facts.attempts}`,
  };
}

const kill = (point: FaultPoint, name: string): Fault => ({
  name: `kill -9 worker: ${name}`,
  run: (world) => killedAt(world, point),
});

const killAfterCommit: Fault = {
  name: 'kill -9 worker: after commit',
  async run(world) {
    await world.calm(1);
    const trial = await TrialImport.prepare(world);
    const hold = await holdAt('before commit', world.ownerUrl);
    await trial.accepted();
    await hold.reached();
    const [worker] = world.workers;
    assert.ok(worker);
    // Without Redis the worker commits and cannot tell the queue.
    await world.killService(world.redis, 'SIGKILL');
    await hold.release();
    assert.equal((await trial.over(10_000)).state, 'succeeded');
    await delay(200);
    await world.end(worker, 'SIGKILL');
    await world.redis.restart();
    const next = await world.startWorker();
    await until('the queue hands the entry on', 60_000, async () => next.said.includes('"skipped"'));
    const facts = await trial.whole();
    return {
      did: 'the worker committed while Redis was dead and was killed with -9; Redis and a worker started again',
      held: `the queue ran the job again and it was left alone: attempts ${facts.attempts}, published once`,
    };
  },
};

const stoppedWorker: Fault = {
  name: 'SIGSTOP worker, take-over, SIGCONT',
  async run(world, { brief }) {
    const stopMs = brief ? 0 : 90_000;
    await world.calm(1);
    const trial = await TrialImport.prepare(world);
    const hold = await holdAt('mid-parse', world.ownerUrl);
    await trial.accepted();
    await hold.reached();
    const [first] = world.workers;
    assert.ok(first);
    first.child.kill('SIGSTOP');
    const stopped = performance.now();
    await hold.release();
    await world.startWorker();
    const { ms } = await trial.recovered();
    await delay(Math.max(0, stopMs - (performance.now() - stopped)));
    const before = first.said.length;
    first.child.kill('SIGCONT');
    await until('the stopped worker has noticed', 30_000, async () =>
      /"msg":"(fenced|retry|error|interrupted)"/.test(first.said.slice(before)),
    );
    // Whatever it still wants to write it has tried by now: its retries are within 5 s.
    await delay(6_000);
    const facts = await trial.whole();
    assert.equal(facts.attempts, 2);
    assert.ok(first.alive, `it died: ${first.said.slice(-500)}`);
    const again = await TrialImport.prepare(world, 500);
    await again.accepted();
    await again.recovered();
    return {
      did: `SIGSTOP inside a COPY for ${seconds(performance.now() - stopped)}; another worker took over; SIGCONT`,
      held: `taken over after ${seconds(ms)}; late writes fenced: rows equal the file, published once, attempts 2; both go on`,
    };
  },
};

const poison: Fault = {
  name: 'poison job',
  async run(world) {
    await world.calm(1);
    const trial = await TrialImport.prepare(world, 500);
    const hold = await holdAt('start', world.ownerUrl);
    await trial.accepted();
    await hold.reached();
    const [stored] = await world.owner.sql<{ key: string }[]>`
      select f.storage_key as key from file f join roster_version v on v.file_id = f.id
      join application a on a.id = v.application_id where a.number = ${trial.number}`;
    await rm(path.join(world.filesDir, stored?.key.slice(0, 2) ?? '', stored?.key ?? ''));
    const from = performance.now();
    await hold.release();
    const others = await Promise.all(Array.from({ length: 5 }, () => TrialImport.prepare(world, 500)));
    const waits: number[] = [];
    for (const other of others) {
      await other.accepted();
      waits.push((await other.recovered()).ms);
    }
    const job = await trial.over();
    assert.equal(job.state, 'failed');
    assert.equal(job.attempts, 5);
    assert.match(job.sentence ?? '', /^没有导入：.*已试 5 次/);
    const [version] = await world.owner.sql<{ gone: boolean }[]>`
      select v.discarded_at is not null as gone from roster_version v join application a on a.id = v.application_id
      where a.number = ${trial.number}`;
    assert.ok(version?.gone);
    return {
      did: 'the stored file removed from the disk: every attempt fails; five other imports behind it',
      held: `failed with its sentence after 5 attempts and ${seconds(performance.now() - from)}; the others took ${waits.map(seconds).join(', ')}`,
    };
  },
};

const killsEveryWorker: Fault = {
  name: 'poison job: kills every worker',
  async run(world) {
    await world.calm(1);
    const trial = await TrialImport.prepare(world);
    const hold = await holdAt('mid-parse', world.ownerUrl);
    await trial.accepted();
    const from = performance.now();
    for (let attempt = 1; attempt <= parseRosterJob.attempts; attempt += 1) {
      await hold.reached(60_000);
      const [worker] = world.workers;
      assert.ok(worker);
      await world.end(worker, 'SIGKILL');
      await until('its transaction is gone', 15_000, async () => {
        const rows = await world.owner.sql`
          select 1 from pg_stat_activity where application_name = 'huzhu-worker' and state <> 'idle'`;
        return rows.length === 0;
      });
      await world.startWorker();
    }
    const job = await trial.over();
    await hold.release();
    assert.equal(job.state, 'failed');
    assert.equal(job.attempts, parseRosterJob.attempts);
    const next = await TrialImport.prepare(world, 500);
    await next.accepted();
    await next.recovered();
    return {
      did: 'every worker that took the job was killed with -9, eight times',
      held: `failed with a sentence after ${job.attempts} attempts and ${seconds(performance.now() - from)}; the next import ran`,
    };
  },
};

const deploy: Fault = {
  name: 'SIGTERM on deploy',
  brief: true,
  async run(world) {
    await world.calm(2);
    const trials = [];
    for (let i = 0; i < 12; i += 1) trials.push(await TrialImport.prepare(world));
    await Promise.all(trials.map((trial) => trial.accepted()));
    await trials[0]?.running().catch(() => {});
    const old = [...world.workers];
    const from = performance.now();
    const codes = await Promise.all(old.map((worker) => world.end(worker, 'SIGTERM')));
    const exitMs = performance.now() - from;
    assert.deepEqual(codes, [0, 0]);
    assert.ok(exitMs <= 30_000, `exit after ${exitMs} ms`);
    const left = await world.owner.sql`select 1 from job where state in ('queued', 'running')`;
    await world.startWorker();
    let attempts = 0;
    for (const trial of trials) attempts = Math.max(attempts, (await trial.recovered()).facts.attempts);
    return {
      did: `12 imports under way, both workers told SIGTERM, ${left.length} jobs left to the next worker`,
      held: `exit code 0 after ${seconds(exitMs)} (≤ 30 s); 12 of 12 rosters equal their files, attempts at most ${attempts}`,
    };
  },
};

export const WORKER_FAULTS: readonly Fault[] = [
  kill('start', 'at start'),
  kill('mid-parse', 'mid-parse'),
  kill('before commit', 'before commit'),
  killAfterCommit,
  stoppedWorker,
  poison,
  killsEveryWorker,
  deploy,
];
