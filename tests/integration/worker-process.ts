import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface WorkerBundle {
  readonly entry: string;
  remove(): Promise<void>;
}

/**
 * The worker bundled as it is delivered: it starts in half a second where tsx takes several. In a folder of its own,
 * because two test files and a running product must not build over one another.
 */
export async function bundleWorker(): Promise<WorkerBundle> {
  const folder = path.join(ROOT, 'apps/worker/node_modules/.cache', `worker-${process.pid}-${Date.now()}`);
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'scripts/build-server.mjs'), 'worker', folder]);
  return { entry: path.join(folder, 'main.js'), remove: () => rm(folder, { recursive: true, force: true }) };
}

/** The real worker in a process of its own, so that it can be killed. */
export class WorkerProcess {
  readonly child: ChildProcess;
  #said = '';

  constructor(bundle: WorkerBundle, env: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [bundle.entry], {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.#said += chunk;
      });
    }
  }

  /** What it wrote, for failure messages and for the check that no ID number is ever logged. */
  get said(): string {
    return this.#said;
  }

  /** Settles when it takes jobs (needs LOG_LEVEL info). */
  async ready(patienceMs = 30_000): Promise<void> {
    const until = Date.now() + patienceMs;
    while (!this.#said.includes('the worker runs')) {
      if (this.child.exitCode !== null || Date.now() > until)
        throw new Error(`the worker did not start: ${this.#said}`);
      await delay(20);
    }
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
    return this.child.exitCode;
  }
}
