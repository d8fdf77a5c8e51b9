import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DEMO_PASSWORD, seedDemoAccounts } from '@huzhu/api/auth/seed-demo-accounts';
import { connect, type Database } from '@huzhu/db/connect';
import { type KeyRing, parseKeyRing } from '@huzhu/db/crypto/key-ring';
import { migrate } from '@huzhu/db/migrate';
import { roleUrl } from '@huzhu/db/role/role-url';
import { lockDataFolder, makeDataFolder } from '../../scripts/services/data-folder.mjs';
import { makeDisposableFolder, removeDataFolder, sweepDisposableFolders } from '../../scripts/services/disposable.mjs';
import { freePort } from '../../scripts/services/free-port.mjs';
import { loadKeys } from '../../scripts/services/keys.mjs';
import { startPostgres } from '../../scripts/services/postgres.mjs';
import { startRedis } from '../../scripts/services/redis.mjs';
import { WORKER_ENV } from '../../scripts/services/worker-env.mjs';
import { ApiClient } from '../integration/api-client.ts';
import { notePublications } from '../integration/roster-facts.ts';
import {
  bundleServer,
  type ProcessOptions,
  type ServerBundle,
  ServerProcess,
  WorkerProcess,
} from '../integration/worker-process.ts';
import { installFaultPoints } from './fault-points.ts';

/** A Postgres or Redis of scripts/services. */
interface Service {
  readonly url: string;
  readonly child: { readonly pid: number; once(event: 'exit', listener: () => void): void };
  restart(): Promise<void>;
  stop(): Promise<unknown>;
}

/** When the test is killed with -9 its programs stop too. */
const GUARD = new URL('../../scripts/services/die-with-parent.mjs', import.meta.url).href;

/** A start takes half a second on an idle machine; tests may share theirs. */
const START_MS = 120_000;

export interface ProcessSettings extends ProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * The product as it is installed: API and workers as processes of their own, bundled, over a Postgres and a Redis of its own
 * with the settings of a real one (they sync), all of which can be killed. Only loopback is used; `close` ends it all.
 */
export class FaultWorld {
  readonly owner: Database;
  readonly ownerUrl: string;
  readonly url: string;
  readonly webDatabaseUrl: string;
  readonly filesDir: string;
  readonly idHashKeys: KeyRing;
  readonly postgres: Service;
  readonly redis: Service;
  api: ServerProcess | undefined;
  workers: WorkerProcess[] = [];
  /** Processes that ended without having been told to. */
  readonly ownDeaths: string[] = [];
  readonly #bundles: { readonly api: ServerBundle; readonly worker: ServerBundle };
  readonly #env: Readonly<Record<string, string>>;
  readonly #told = new WeakSet<ServerProcess>();
  readonly #alive = new Set<ServerProcess>();
  readonly #clients = new Map<string, Promise<ApiClient>>();
  readonly #leave: () => Promise<void>;

  private constructor(parts: {
    postgres: Service;
    redis: Service;
    bundles: { readonly api: ServerBundle; readonly worker: ServerBundle };
    env: Readonly<Record<string, string>>;
    owner: Database;
    leave: () => Promise<void>;
  }) {
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.#bundles = parts.bundles;
    this.#env = parts.env;
    this.owner = parts.owner;
    this.ownerUrl = parts.postgres.url;
    this.url = `http://127.0.0.1:${parts.env.PORT}`;
    this.webDatabaseUrl = parts.env.HUZHU_WEB_DATABASE_URL ?? '';
    this.filesDir = parts.env.HUZHU_FILES_DIR ?? '';
    this.idHashKeys = parseKeyRing(parts.env.HUZHU_ID_HASH_KEYS ?? '', 'HUZHU_ID_HASH_KEYS');
    this.#leave = parts.leave;
  }

  /** @param options.faultPoints false leaves its triggers out, where time is measured */
  static async start(options: { readonly faultPoints?: boolean } = {}): Promise<FaultWorld> {
    await sweepDisposableFolders();
    const dataDir: string = makeDisposableFolder();
    makeDataFolder(dataDir);
    const lock = lockDataFolder(dataDir);
    const cleanUp: (() => Promise<unknown>)[] = [() => removeDataFolder(dataDir), async () => lock.release()];
    const leave = async () => {
      for (const step of cleanUp.reverse()) await step();
    };
    try {
      const keys: Record<string, string> = loadKeys(dataDir, {});
      const secret = keys.HUZHU_DB_ROLE_SECRET ?? '';
      const postgres = (await startPostgres({ dataDir, env: {} })) as unknown as Service;
      cleanUp.push(() => postgres.stop());
      const redis = (await startRedis({ dataDir, env: {} })) as unknown as Service;
      cleanUp.push(() => redis.stop());
      await migrate(postgres.url, { roleSecret: secret });
      const owner = connect(postgres.url, { max: 6, name: 'fault-owner' });
      cleanUp.push(() => owner.close().catch(() => {}));
      await seedDemoAccounts(owner);
      await notePublications(owner);
      if (options.faultPoints !== false) await installFaultPoints(owner);
      const [api, worker] = await Promise.all([bundleServer('api'), bundleServer('worker')]);
      cleanUp.push(() => Promise.all([api.remove(), worker.remove()]));
      const filesDir = path.join(dataDir, 'files');
      mkdirSync(filesDir, { mode: 0o700 });
      const env = {
        ...keys,
        NODE_ENV: 'production',
        PORT: String(await freePort()),
        HUZHU_HOST: '127.0.0.1',
        HUZHU_WEB_DATABASE_URL: roleUrl(postgres.url, 'huzhu_web', secret),
        HUZHU_WORKER_DATABASE_URL: roleUrl(postgres.url, 'huzhu_worker', secret),
        REDIS_URL: redis.url,
        HUZHU_FILES_DIR: filesDir,
        HUZHU_WEB_DIR: path.join(dataDir, 'no-pages'),
        HUZHU_DEMO: '1',
        LOG_LEVEL: 'info',
      };
      return new FaultWorld({ postgres, redis, bundles: { api, worker }, env, owner, leave });
    } catch (error) {
      await leave();
      throw error;
    }
  }

  async startApi(settings: ProcessSettings = {}): Promise<ServerProcess> {
    const env = { ...this.#env, ...settings.env };
    this.api = await this.#launch(
      'API',
      () => new ServerProcess(this.#bundles.api, 'Server listening', env, guarded(settings)),
    );
    return this.api;
  }

  async startWorker(settings: ProcessSettings = {}): Promise<WorkerProcess> {
    const env = { ...this.#env, ...WORKER_ENV, ...settings.env };
    const worker = await this.#launch('worker', () => new WorkerProcess(this.#bundles.worker, env, guarded(settings)));
    // Not before: a fault would strike it while it starts, and whoever starts it would wait for ever.
    this.workers.push(worker);
    return worker;
  }

  /** Ends a process by a signal and waits until it is gone. @returns its exit code, null after a kill */
  async end(program: ServerProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<number | null> {
    this.#told.add(program);
    // A stopped process takes no other signal.
    if (signal !== 'SIGKILL') program.child.kill('SIGCONT');
    const code = await program.kill(signal);
    this.workers = this.workers.filter((worker) => worker !== program);
    if (this.api === program) this.api = undefined;
    return code;
  }

  /** The API and so many workers run, with ordinary settings, and nothing is stopped. */
  async calm(workers: number): Promise<void> {
    for (const worker of this.workers) await this.end(worker);
    if (!this.api) await this.startApi();
    await Promise.all(Array.from({ length: workers }, () => this.startWorker()));
  }

  async killService(service: Service, signal: NodeJS.Signals): Promise<void> {
    const exited = new Promise<void>((resolve) => service.child.once('exit', resolve));
    process.kill(service.child.pid, signal);
    await exited;
  }

  /** For the message of a fault that did not end as it should: jobs that are not over, sessions, the last lines of the logs. */
  async describe(): Promise<string> {
    const jobs = await this.owner.sql`
      select id, state, attempts, worker_id, queue_entry_id, queued_at, heartbeat_at, now() from job
      where state in ('queued', 'running')`.catch((error: Error) => error.message);
    const sessions = await this.owner.sql`
      select pid, application_name, state, wait_event_type, wait_event, left(query, 60) as query, now() - xact_start as age
      from pg_stat_activity where datname = current_database() and state <> 'idle'`.catch(
      (error: Error) => error.message,
    );
    const logs = [...this.workers, ...(this.api ? [this.api] : [])].map((program) => program.said.slice(-2_000));
    return [JSON.stringify(jobs), JSON.stringify(sessions), ...logs].join('\n');
  }

  /** Puts everything on its feet after a fault that did not end as it should. */
  async recover(): Promise<void> {
    for (const worker of this.workers) await this.end(worker);
    for (const service of [this.postgres, this.redis]) {
      try {
        process.kill(service.child.pid, 'SIGCONT');
      } catch {
        await service.restart();
      }
    }
    await this.owner.sql`
      select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'fault-%' and pid <> pg_backend_pid()`.catch(
      () => {},
    );
    await this.owner.sql`
      update job set state = 'cancelled', attempt_token = null, finished_at = now() where state in ('queued', 'running')`;
    if (this.api) await this.end(this.api);
  }

  signIn(login = 'operator1', password = DEMO_PASSWORD): Promise<ApiClient> {
    const known = this.#clients.get(login) ?? ApiClient.signIn(this.url, login, password);
    this.#clients.set(login, known);
    return known;
  }

  /** Which worker runs the job, by the process id that it wrote into the row. */
  async workerOf(jobId: string): Promise<WorkerProcess | undefined> {
    const [row] = await this.owner.sql<{ pid: number }[]>`
      select substring(worker_id from '\\d+$')::int as pid from job where id = ${jobId}`;
    return this.workers.find((worker) => worker.child.pid === row?.pid);
  }

  async close(): Promise<void> {
    for (const program of this.#alive) await this.end(program);
    await this.#leave();
  }

  /** As a supervisor does: a program that finds no database or no Redis says so and ends, and is started again. */
  async #launch<Program extends ServerProcess>(name: string, make: () => Program): Promise<Program> {
    for (let attempt = 1; ; attempt += 1) {
      const program = make();
      this.#alive.add(program);
      let runs = false;
      void once(program.child, 'exit').then(([code, signal]) => {
        this.#alive.delete(program);
        if (!runs || this.#told.has(program)) return;
        this.ownDeaths.push(`${name} ended by itself (${signal ?? `code ${code}`}): ${program.said.slice(-1_500)}`);
      });
      try {
        await program.ready(START_MS);
        runs = true;
        return program;
      } catch (error) {
        await program.kill('SIGKILL');
        if (attempt === 5) throw error;
        await delay(1_000);
      }
    }
  }
}

const guarded = (settings: ProcessSettings): ProcessSettings => ({
  ...settings,
  nodeArgs: ['--import', GUARD, ...(settings.nodeArgs ?? [])],
});

/** Asks again until the answer is there; a question that fails is asked again too. */
export async function until<T>(
  what: string,
  patienceMs: number,
  probe: () => Promise<T | undefined | false>,
  everyMs = 50,
): Promise<T> {
  const end = Date.now() + patienceMs;
  let last: unknown;
  for (;;) {
    try {
      const found = await probe();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`not within ${patienceMs} ms: ${what}`, { cause: last });
    await delay(everyMs);
  }
}
