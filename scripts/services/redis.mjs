import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.mjs';
import { commandLineOf, isAlive, stopProcess, workingFolderOf } from './process-facts.mjs';
import { findRedis } from './redis-binary.mjs';
import { tail } from './run-command.mjs';
import { Sentence, step } from './say.mjs';

/** Asks INFO and gives the process id that the server reports; undefined when nobody, or somebody else, answers. */
function processIdAt(port, password) {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: '127.0.0.1' });
    let answer = '';
    const finish = (value) => {
      socket.destroy();
      resolve(value);
    };
    socket.setTimeout(1000, () => finish(undefined));
    socket.once('error', () => finish(undefined));
    socket.once('connect', () => socket.write(`AUTH ${password}\r\nINFO server\r\n`));
    socket.setEncoding('utf8').on('data', (chunk) => {
      answer += chunk;
      const found = /process_id:(\d+)/.exec(answer);
      if (found) finish(Number(found[1]));
      else if (/^-(LOADING|MASTERDOWN)/m.test(answer)) finish(undefined);
    });
    socket.once('close', () => resolve(undefined));
  });
}

const isOurs = (pid, folder) => {
  if (!isAlive(pid)) return false;
  const commandLine = commandLineOf(pid);
  return /redis|valkey/.test(commandLine) && fs.realpathSync(folder) === workingFolderOf(pid);
};

/** Stops a server that an earlier run left behind: two of them on one append-only file would ruin it. */
export async function stopLeftRedis(dataDir) {
  const folder = path.join(dataDir, 'redis');
  const file = path.join(folder, 'redis.pid');
  if (!fs.existsSync(file)) return false;
  const pid = Number(fs.readFileSync(file, 'utf8').trim());
  const ours = isOurs(pid, folder);
  if (ours) await stopProcess(pid);
  fs.rmSync(file, { force: true });
  return ours;
}

/**
 * Redis for a data folder, or the one that REDIS_URL names. The password keeps other accounts of the machine out; it stands
 * in the configuration file and not on the command line, where everybody could read it.
 */
export async function startRedis({ dataDir, env = process.env, disposable = false }) {
  if (env.REDIS_URL) return { url: env.REDIS_URL, stop: async () => {} };
  return step('队列 Redis', async () => {
    const { program, env: extra } = await findRedis();
    const folder = path.join(dataDir, 'redis');
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    await stopLeftRedis(dataDir);
    const logFile = path.join(dataDir, 'logs', 'redis.log');
    const configuration = path.join(folder, 'redis.conf');
    const password = randomBytes(24).toString('hex');
    const launch = async (wantedPort) => {
      for (let attempt = 1; ; attempt++) {
        const port = wantedPort ?? (await freePort());
        const lines = [
          'bind 127.0.0.1',
          `port ${port}`,
          'dir .',
          'daemonize no',
          `requirepass ${password}`,
          'maxmemory-policy noeviction',
          `appendonly ${disposable ? 'no' : 'yes'}`,
          'save ""',
        ];
        fs.writeFileSync(configuration, `${lines.join('\n')}\n`, { mode: 0o600 });
        const log = fs.openSync(logFile, 'a', 0o600);
        const child = spawn(program, ['redis.conf'], {
          cwd: folder,
          detached: true,
          stdio: ['ignore', log, log],
          env: { ...process.env, ...extra },
        });
        fs.closeSync(log);
        child.on('error', () => {});
        if (child.pid) fs.writeFileSync(path.join(folder, 'redis.pid'), `${child.pid}\n`);
        const until = Date.now() + 30_000;
        while (child.pid && Date.now() < until && child.exitCode === null && child.signalCode === null) {
          if ((await processIdAt(port, password)) === child.pid) return { child, port };
          await sleep(30);
        }
        if (child.pid) await stopProcess(child.pid);
        if (attempt === 3) {
          throw new Sentence(
            `${tail(fs.readFileSync(logFile, 'utf8'), 20)}\n\nRedis 没有起来，日志在 ${logFile}。\nRedis did not start; its log is ${logFile}.`,
          );
        }
        await sleep(300 * attempt);
      }
    };
    const first = await launch();
    const server = {
      url: `redis://:${password}@127.0.0.1:${first.port}/0`,
      child: first.child,
      logFile,
      restart: async () => {
        await stopLeftRedis(dataDir);
        server.child = (await launch(first.port)).child;
      },
      stop: async () => {
        await stopProcess(server.child.pid);
        fs.rmSync(path.join(folder, 'redis.pid'), { force: true });
      },
    };
    return server;
  });
}
