import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { findChromium } from '../../scripts/services/chromium.mjs';
import { makeDisposableFolder, removeDataFolder, sweepDisposableFolders } from '../../scripts/services/disposable.mjs';
import { freePort } from '../../scripts/services/free-port.mjs';
import { ROOT } from '../../scripts/services/paths.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    productUrl: string;
    productDataDir: string;
    chromiumPath: string;
  }
}

/** Starts the real product the way a newcomer does, on a free port, with an empty data folder and the demo accounts. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const chromium = await findChromium();
  await sweepDisposableFolders();
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
  const until = Date.now() + 300_000;
  while (!said.includes('Huzhu is running')) {
    if (launcher.exitCode !== null || Date.now() > until) {
      launcher.kill('SIGTERM');
      await exited;
      await removeDataFolder(dataDir);
      throw new Error(`npm start did not come up:\n${said}`);
    }
    await sleep(100);
  }
  project.provide('productUrl', `http://127.0.0.1:${port}`);
  project.provide('productDataDir', dataDir);
  project.provide('chromiumPath', chromium.program);
  return async () => {
    launcher.kill('SIGTERM');
    const code = await exited;
    await removeDataFolder(dataDir);
    if (code !== 0) throw new Error(`npm start did not stop cleanly (exit code ${code}):\n${said}`);
  };
}
