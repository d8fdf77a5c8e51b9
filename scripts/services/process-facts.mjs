import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The kernel's start time of a process, or '' where there is no /proc. A pid alone says little after a reboot or in a busy
 * container, where it may belong to somebody else by now; pid and start time together name one process.
 */
export function startTimeOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function isZombie(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}

export function isAlive(pid, startTime = '') {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  if (isZombie(pid)) return false;
  const now = startTimeOf(pid);
  return startTime === '' || now === '' || now === startTime;
}

export function commandLineOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

export function workingFolderOf(pid) {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return '';
  }
}

/** Signals one process and waits; after the patience runs out it sends the last word. True when the process is gone. */
export async function stopProcess(pid, { signal = 'SIGTERM', patienceMs = 10_000, lastWord = 'SIGKILL' } = {}) {
  const startTime = startTimeOf(pid);
  const send = (name) => {
    try {
      process.kill(pid, name);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  };
  const gone = async (ms) => {
    const until = Date.now() + ms;
    while (isAlive(pid, startTime)) {
      if (Date.now() > until) return false;
      await sleep(40);
    }
    return true;
  };
  if (!isAlive(pid, startTime)) return true;
  send(signal);
  if (await gone(patienceMs)) return true;
  send(lastWord);
  return gone(10_000);
}
