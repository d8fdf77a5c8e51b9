import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../..');

export interface ServerBundle {
  readonly entry: string;
  remove(): Promise<void>;
}

/**
 * The API or the worker bundled as it is delivered: it starts in half a second where tsx takes several. In a folder of its own,
 * because two test files and a running product must not build over one another.
 */
export async function bundleServer(app: 'api' | 'worker'): Promise<ServerBundle> {
  const folder = path.join(ROOT, 'apps', app, 'node_modules/.cache', `${app}-${process.pid}-${Date.now()}`);
  await promisify(execFile)(process.execPath, [path.join(ROOT, 'scripts/build-server.mjs'), app, folder]);
  return { entry: path.join(folder, 'main.js'), remove: () => rm(folder, { recursive: true, force: true }) };
}

export type WorkerBundle = ServerBundle;
export const bundleWorker = () => bundleServer('worker');

export interface ProcessOptions {
  /** Arguments for node before the program. */
  readonly nodeArgs?: readonly string[];
  /** A shell's `ulimit -f`: no file grows beyond so many blocks of 512 bytes. */
  readonly fileBlocks?: number;
}

/** The real API or worker in a process of its own, so that it can be killed. */
export class ServerProcess {
  readonly child: ChildProcess;
  readonly #readyWords: string;
  #said = '';

  constructor(
    bundle: ServerBundle,
    readyWords: string,
    env: Readonly<Record<string, string>>,
    { nodeArgs = [], fileBlocks }: ProcessOptions = {},
  ) {
    this.#readyWords = readyWords;
    const node = [process.execPath, ...nodeArgs, bundle.entry];
    // exec: the process that signals reach is node itself.
    const [program = '', ...args] =
      fileBlocks === undefined ? node : ['sh', '-c', `ulimit -f ${fileBlocks} && exec "$@"`, 'sh', ...node];
    this.child = spawn(program, args, {
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

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Settles when it takes requests or jobs (needs LOG_LEVEL info). */
  async ready(patienceMs = 30_000): Promise<void> {
    const until = Date.now() + patienceMs;
    while (!this.#said.includes(this.#readyWords)) {
      if (!this.alive || Date.now() > until) throw new Error(`it did not start: ${this.#said}`);
      await delay(20);
    }
  }

  async kill(signal: NodeJS.Signals): Promise<number | null> {
    if (!this.alive) return this.child.exitCode;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
    return this.child.exitCode;
  }
}

export class WorkerProcess extends ServerProcess {
  constructor(bundle: ServerBundle, env: Readonly<Record<string, string>>, options: ProcessOptions = {}) {
    super(bundle, 'the worker runs', env, options);
  }
}
