import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, connect as netConnect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '@huzhu/db/connect';
import { inTransaction } from '@huzhu/db/scope/in-transaction';
import { type Fault, seconds } from './fault.ts';
import { type FaultPoint, holdAt } from './fault-points.ts';
import { type FaultWorld, until } from './fault-world.ts';
import { TrialImport } from './trial-import.ts';

/** Asks the API for a list again and again. @returns how to stop, and the slowest answer, good or bad */
async function questioner(world: FaultWorld) {
  const operator = await world.signIn();
  let slowestMs = 0;
  let refused = 0;
  let asked = 0;
  let running = true;
  const asking = (async () => {
    while (running) {
      const from = performance.now();
      await operator.trpc.application.list.query({}).catch(() => {
        refused += 1;
      });
      asked += 1;
      slowestMs = Math.max(slowestMs, performance.now() - from);
      await delay(50);
    }
  })();
  return async () => {
    running = false;
    await asking;
    return { slowestMs, refused, asked };
  };
}

const restart = (point: FaultPoint, signal: 'SIGINT' | 'SIGQUIT', brief?: true): Fault => ({
  name: `Postgres restarted (${signal === 'SIGINT' ? 'fast' : 'immediate'}): ${point}`,
  ...(brief && { brief }),
  async run(world) {
    await world.calm(1);
    const trial = await TrialImport.prepare(world);
    const inUpload = point === 'upload before commit';
    const hold = await holdAt(point, world.ownerUrl);
    const answer = trial.upload().then((response) => response.status);
    await hold.reached();
    const stop = await questioner(world);
    await world.killService(world.postgres, signal);
    await delay(500);
    await world.postgres.restart();
    await hold.release();
    const status = await answer;
    let told = '';
    if (inUpload) {
      assert.equal(status, 503);
      assert.equal(await until('the database answers', 10_000, async () => (await trial.job()) ?? 'none'), 'none');
      await trial.accepted();
      told = 'the upload was answered 503 and left nothing; sent again, ';
    } else assert.equal(status, 200);
    const { ms, facts } = await trial.recovered();
    const { slowestMs, refused, asked } = await stop();
    assert.ok(slowestMs <= 10_000, `a query hung for ${slowestMs} ms`);
    assert.deepEqual(world.ownDeaths, []);
    return {
      did: `Postgres stopped (${signal}) while a transaction stood at "${point}", started again after 0.5 s`,
      held: `${told}all or nothing: rows equal the file, after ${seconds(ms)}, attempts ${facts.attempts}; slowest of ${asked} queries ${seconds(slowestMs)} (≤ 10 s), ${refused} refused`,
    };
  },
});

const cut: Fault = {
  name: 'every connection of Postgres cut, mid-parse',
  brief: true,
  async run(world) {
    await world.calm(1);
    const trial = await TrialImport.prepare(world);
    const hold = await holdAt('mid-parse', world.ownerUrl);
    await trial.accepted();
    await hold.reached();
    const stop = await questioner(world);
    await world.owner.sql`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name in ('huzhu-api', 'huzhu-worker')`;
    await hold.release();
    const { ms, facts } = await trial.recovered();
    const { slowestMs } = await stop();
    assert.ok(slowestMs <= 10_000, `a query hung for ${slowestMs} ms`);
    assert.deepEqual(world.ownDeaths, []);
    return {
      did: 'pg_terminate_backend of every connection of API and worker, inside a COPY',
      held: `rows equal the file after ${seconds(ms)}, attempts ${facts.attempts}; slowest query ${seconds(slowestMs)} (≤ 10 s)`,
    };
  },
};

/** Between the API and Postgres; cuts, from a moment on, whoever opens a connection, and refuses the next ones for a second. */
async function startCutter(world: FaultWorld) {
  const target = new URL(world.ownerUrl);
  let cutting = false;
  let cuts = 0;
  const proxy = createServer((client) => {
    const server = netConnect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    server.on('data', (chunk) => client.write(chunk));
    client.on('data', (chunk) => {
      // The first question of postgres.js on a new connection.
      if (!cutting || !chunk.includes('pg_catalog.pg_type')) return void server.write(chunk);
      cutting = false;
      cuts += 1;
      proxy.close();
      client.destroy();
      setTimeout(() => proxy.listen(port, '127.0.0.1'), 1_000);
    });
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  return {
    through(url: string): string {
      const changed = new URL(url);
      changed.port = String(port);
      return changed.href;
    },
    cutNext() {
      cutting = true;
    },
    cuts: () => cuts,
    close: () => proxy.close(),
  };
}

const lostWhileOpened: Fault = {
  name: 'Postgres lost while a connection to it is opened',
  brief: true,
  async run(world) {
    await world.calm(0);
    const operator = await world.signIn();
    const cutter = await startCutter(world);
    try {
      if (world.api) await world.end(world.api, 'SIGTERM');
      await world.startApi({ env: { HUZHU_WEB_DATABASE_URL: cutter.through(world.webDatabaseUrl) } });
      cutter.cutNext();
      const asked = 30;
      const answers = await Promise.allSettled(
        Array.from({ length: asked }, () => operator.trpc.application.list.query({})),
      );
      assert.equal(cutter.cuts(), 1, 'no connection was opened');
      await until('the API answers again', 10_000, () => operator.trpc.application.list.query({}));
      await delay(500);
      assert.deepEqual(world.ownDeaths, []);
      const refused = answers.filter((answer) => answer.status === 'rejected').length;
      return {
        did: `the connection cut at the first question of postgres.js on it, under ${asked} requests, and refused for a second`,
        held: `${refused} of them were refused, the API lives and answers`,
      };
    } finally {
      if (world.api) await world.end(world.api);
      cutter.close();
      await world.startApi();
    }
  },
};

/** How often the server has ended a transaction for a deadlock. */
async function deadlocks(world: FaultWorld): Promise<number> {
  const [row] = await world.owner.sql<{ n: number }[]>`
    select deadlocks::int as n from pg_stat_database where datname = current_database()`;
  return row?.n ?? 0;
}

const deadlock: Fault = {
  name: 'deadlock with a publication',
  brief: true,
  async run(world) {
    await world.calm(1);
    const trial = await TrialImport.prepare(world);
    const foreign = connect(world.ownerUrl, { max: 1, name: 'fault-foreign', lockTimeoutMs: 20_000 });
    const before = await deadlocks(world);
    try {
      const hold = await holdAt('mid-parse', world.ownerUrl);
      await trial.accepted();
      await hold.reached();
      const job = await trial.running();
      // The publication holds the job and then wants the application: here the other way round.
      await foreign.sql.begin(async (tx) => {
        await tx`select 1 from application where number = ${trial.number} for update`;
        await hold.release();
        await until(
          'the publication waits for the application',
          20_000,
          async () => {
            const rows = await world.owner.sql`
              select 1 from pg_stat_activity where application_name = 'huzhu-worker' and wait_event_type = 'Lock'
                and query like '%update application%'`;
            return rows.length > 0;
          },
          5,
        );
        await tx`select 1 from job where id = ${job.id} for update`;
      });
    } finally {
      await foreign.close();
    }
    const { facts } = await trial.recovered();
    const happened = await until('the deadlock is counted', 30_000, async () => (await deadlocks(world)) - before);
    return {
      did: `a foreign session locked application and job the other way round: ${happened} deadlock, the publication its victim`,
      held: `retried inside the same attempt (attempts ${facts.attempts}); published once`,
    };
  },
};

const serialization: Fault = {
  name: 'serialization failures and deadlocks, 2 writers',
  brief: true,
  async run(world) {
    const writer = connect(world.ownerUrl, { max: 4, name: 'fault-writer' });
    await writer.sql`insert into setting (key, value) values ('fault-a', '0'), ('fault-b', '0')`;
    let runs = 0;
    const add = (first: string, second: string) =>
      inTransaction(writer.sql, async (tx) => {
        runs += 1;
        await tx`set transaction isolation level repeatable read`;
        await tx`update setting set value = to_jsonb(value::int + 1) where key = ${first}`;
        await delay(20);
        await tx`update setting set value = to_jsonb(value::int + 1) where key = ${second}`;
      });
    const rounds = 10;
    for (let round = 0; round < rounds; round += 1) {
      // Both orders: one of the two fails at a deadlock or because the other was first.
      await Promise.all([add('fault-a', 'fault-b'), add('fault-b', 'fault-a')]);
    }
    const rows = await writer.sql<
      { value: number }[]
    >`select value::int as value from setting where key like 'fault-%'`;
    await writer.sql`delete from setting where key like 'fault-%'`;
    await writer.close();
    assert.deepEqual(
      rows.map((row) => row.value),
      [rounds * 2, rounds * 2],
    );
    assert.ok(runs > rounds * 2, 'nothing had to be retried');
    return {
      did: `${rounds} times two REPEATABLE READ transactions over the same two rows in opposite order`,
      held: `${runs - rounds * 2} were run again (≤ 3 runs each); every transaction took effect exactly once`,
    };
  },
};

export const POSTGRES_FAULTS: readonly Fault[] = [
  restart('mid-parse', 'SIGINT'),
  restart('mid-parse', 'SIGQUIT'),
  restart('before commit', 'SIGINT'),
  restart('before commit', 'SIGQUIT', true),
  restart('upload before commit', 'SIGINT', true),
  restart('upload before commit', 'SIGQUIT'),
  cut,
  lostWhileOpened,
  deadlock,
  serialization,
];
