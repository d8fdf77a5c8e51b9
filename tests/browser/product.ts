import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { findChromium } from '../../scripts/services/chromium.mjs';
import { makeDisposableFolder, removeDataFolder, sweepDisposableFolders } from '../../scripts/services/disposable.mjs';
import { freePort } from '../../scripts/services/free-port.mjs';
import { ROOT } from '../../scripts/services/paths.mjs';

export interface Product {
  readonly url: string;
  readonly dataDir: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** One for each worker of the project `browser`. */
    products: Product[];
    chromiumPath: string;
  }
}

/** Starts the real product the way a newcomer does, once for each worker: what one test pauses or kills, no other waits for. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = await findChromium();
  await sweepDisposableFolders();
  const running: RunningProduct[] = [];
  const stop = async () => {
    for (const outcome of await Promise.allSettled(running.map((product) => product.stop())))
      if (outcome.status === 'rejected') throw outcome.reason;
  };
  try {
    // One after the other: the first builds, the others find it built.
    while (running.length < Number(project.config.maxWorkers)) running.push(await startProduct());
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide(
    'products',
    running.map(({ url, dataDir }) => ({ url, dataDir })),
  );
  project.provide('chromiumPath', chromium.program);
  return stop;
}

interface RunningProduct extends Product {
  /** Waits for its end; rejects when it did not stop cleanly. */
  stop(): Promise<void>;
}

/** On a free port, with an empty data folder and the demo accounts. */
async function startProduct(): Promise<RunningProduct> {
  const port: number = await freePort();
  const dataDir: string = makeDisposableFolder();
  const env: NodeJS.ProcessEnv = { ...process.env, PORT: String(port), HUZHU_DATA_DIR: dataDir, HUZHU_DEMO: '1' };
  for (const name of ['DATABASE_URL', 'REDIS_URL', 'HUZHU_WEB_DATABASE_URL', 'HUZHU_WORKER_DATABASE_URL'])
    delete env[name];
  // vitest sets these for itself; the product must not see a test environment.
  for (const name of ['VITEST', 'NODE_ENV', 'npm_lifecycle_event']) delete env[name];
  const launcher = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [launcher.stdout, launcher.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
  const exited = new Promise<number | null>((resolve) => launcher.once('exit', resolve));
  const stop = async () => {
    launcher.kill('SIGTERM');
    const code = await exited;
    await removeDataFolder(dataDir);
    if (code !== 0) throw new Error(`npm start did not stop cleanly (exit code ${code}):\n${said}`);
  };
  const until = Date.now() + 300_000;
  while (!said.includes('Huzhu is running')) {
    if (launcher.exitCode !== null || Date.now() > until) {
      await stop().catch(() => {});
      throw new Error(`npm start did not come up:\n${said}`);
    }
    await sleep(100);
  }
  return { url: `http://127.0.0.1:${port}`, dataDir, stop };
}
