import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { checkRedis, connectProducer } from '@huzhu/jobs/connection';
import { type Fault, seconds } from './fault.ts';
import { holdAt } from './fault-points.ts';
import type { FaultWorld } from './fault-world.ts';
import { TrialImport } from './trial-import.ts';

/** Two workers; some imports wait, some run, and one stands inside its third COPY. */
async function busy(world: FaultWorld) {
  await world.calm(2);
  const trials = [];
  for (let i = 0; i < 6; i += 1) trials.push(await TrialImport.prepare(world, 1_000));
  const hold = await holdAt('mid-parse', world.ownerUrl);
  for (const trial of trials) await trial.accepted();
  await hold.reached();
  return { trials, hold };
}

async function allRecovered(trials: readonly TrialImport[], limitMs: number) {
  const from = performance.now();
  let attempts = 0;
  for (const trial of trials) attempts = Math.max(attempts, (await trial.recovered()).facts.attempts);
  const ms = performance.now() - from;
  assert.ok(ms <= limitMs, `recovered after ${ms} ms`);
  return `${trials.length} of ${trials.length} rosters equal their files after ${seconds(ms)} (≤ ${limitMs / 1000} s), attempts at most ${attempts}`;
}

async function redisCommand(world: FaultWorld, ...words: [string, ...string[]]): Promise<void> {
  const redis = connectProducer(world.redis.url);
  try {
    await checkRedis(redis);
    await redis.call(...words);
  } finally {
    redis.disconnect();
  }
}

const killed: Fault = {
  name: 'kill -9 Redis, restart after 5 s',
  async run(world) {
    const { trials, hold } = await busy(world);
    await world.killService(world.redis, 'SIGKILL');
    await hold.release();
    await delay(5_000);
    await world.redis.restart();
    return {
      did: 'kill -9 Redis with six imports waiting and running; started again 5 s later',
      held: `${await allRecovered(trials, 60_000)}; workers unaided`,
    };
  },
};

const flushed: Fault = {
  name: 'FLUSHALL Redis',
  async run(world) {
    const { trials, hold } = await busy(world);
    await redisCommand(world, 'flushall');
    await hold.release();
    return {
      did: 'FLUSHALL with six imports waiting and running',
      held: `${await allRecovered(trials, 60_000)}; re-enqueued by the sweep`,
    };
  },
};

const restarted: Fault = {
  name: 'Redis restarted (SIGTERM)',
  async run(world) {
    const { trials, hold } = await busy(world);
    await world.killService(world.redis, 'SIGTERM');
    await world.redis.restart();
    await hold.release();
    return {
      did: 'Redis stopped in order and started again under six imports',
      held: await allRecovered(trials, 60_000),
    };
  },
};

const away: Fault = {
  name: 'Redis away during upload',
  brief: true,
  async run(world) {
    await world.calm(1);
    const trial = await TrialImport.prepare(world, 500);
    await world.killService(world.redis, 'SIGKILL');
    const from = performance.now();
    await trial.accepted();
    const ms = performance.now() - from;
    assert.equal((await trial.job())?.state, 'queued');
    await delay(1_500);
    await world.redis.restart();
    const { ms: after } = await trial.recovered(60_000);
    return {
      did: 'Redis dead, then an upload',
      held: `accepted in ${Math.round(ms)} ms, waits as queued; imported ${seconds(after)} after Redis was back (≤ 60 s)`,
    };
  },
};

const full: Fault = {
  name: 'Redis full during upload',
  brief: true,
  async run(world) {
    await world.calm(1);
    const trial = await TrialImport.prepare(world, 500);
    // noeviction: every command that would store something is refused from now on.
    await redisCommand(world, 'config', 'set', 'maxmemory', '1');
    await trial.accepted();
    await delay(2_500);
    const waiting = await trial.job();
    await redisCommand(world, 'config', 'set', 'maxmemory', '0');
    const { ms } = await trial.recovered(60_000);
    assert.deepEqual([waiting?.state, waiting?.entry], ['queued', null], 'it was enqueued into a full Redis');
    assert.equal(world.ownDeaths.length, 0, world.ownDeaths.join());
    return {
      did: 'maxmemory 1 byte (OOM for every write), then an upload; room again after 2.5 s',
      held: `accepted, waits in the outbox; imported ${seconds(ms)} after there was room (≤ 60 s)`,
    };
  },
};

const silent: Fault = {
  name: 'Redis stops answering (SIGSTOP 20 s)',
  async run(world) {
    const { trials, hold } = await busy(world);
    process.kill(world.redis.child.pid, 'SIGSTOP');
    await hold.release();
    await delay(20_000);
    process.kill(world.redis.child.pid, 'SIGCONT');
    return { did: 'SIGSTOP Redis for 20 s under six imports', held: await allRecovered(trials, 60_000) };
  },
};

export const REDIS_FAULTS: readonly Fault[] = [killed, restarted, flushed, silent, away, full];
