import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './paths.mjs';
import { startTimeOf, stopProcess } from './process-facts.mjs';
import { tail } from './run-command.mjs';
import { say } from './say.mjs';

const LARGEST_LOG = 20_000_000;
const GUARD = new URL('./die-with-parent.mjs', import.meta.url).href;

export function logTail(file, lines = 30) {
  try {
    return tail(fs.readFileSync(file, 'utf8'), lines);
  } catch {
    return '';
  }
}

/**
 * Keeps one Node program running: started again after 1, 2, 4 … 30 s when it dies; given up after five deaths within a
 * minute of their starts, which is a fault that another start does not cure. Its output goes to a file.
 */
export function supervise({ name, args, env, logFile, onGivenUp, onStart }) {
  let child;
  let stopping = false;
  let quickDeaths = 0;
  const waiting = new AbortController();

  const launch = () => {
    if (fs.existsSync(logFile) && fs.statSync(logFile).size > LARGEST_LOG) fs.renameSync(logFile, `${logFile}.1`);
    const log = fs.openSync(logFile, 'a', 0o600);
    const from = Date.now();
    child = spawn(process.execPath, ['--import', GUARD, ...args], {
      cwd: ROOT,
      detached: true,
      stdio: ['ignore', log, log],
      env,
    });
    fs.closeSync(log);
    child.once('error', () => {});
    child.once('exit', (code, signal) => died(Date.now() - from, code, signal));
    onStart?.({ pid: child.pid, startTime: startTimeOf(child.pid) });
  };

  const died = async (livedMs, code, signal) => {
    if (stopping) return;
    quickDeaths = livedMs < 60_000 ? quickDeaths + 1 : 1;
    if (quickDeaths >= 5) {
      stopping = true;
      onGivenUp({ name, code, signal, logFile });
      return;
    }
    const delay = Math.min(30_000, 1000 * 2 ** (quickDeaths - 1));
    say(
      `${name} 停了（${signal ?? `退出码 ${code}`}），${delay / 1000} 秒后重新启动；日志 ${path.relative(ROOT, logFile)}`,
    );
    await sleep(delay, undefined, { signal: waiting.signal }).catch(() => {});
    if (!stopping) launch();
  };

  launch();
  return {
    name,
    logFile,
    alive: () => child.exitCode === null && child.signalCode === null,
    stop: async (patienceMs) => {
      stopping = true;
      waiting.abort();
      if (child.pid && child.exitCode === null && child.signalCode === null)
        await stopProcess(child.pid, { patienceMs });
    },
  };
}
