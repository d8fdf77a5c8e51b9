import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.mjs';
import { canReach, postgresAccount } from './postgres-account.mjs';
import { findPostgres, ROOTS_SHELF } from './postgres-binaries.mjs';
import { commandLineOf, isAlive, stopProcess } from './process-facts.mjs';
import { runCommand, tail } from './run-command.mjs';
import { Sentence, step } from './say.mjs';

const OWNER = 'huzhu_owner';
const DATABASE = 'huzhu';
const LOCATION = 'postgres.location';

/** Where the cluster of a data folder lies, or undefined when none was ever made. For `npm run reset`. */
export function clusterOf(dataDir) {
  const pointer = path.join(dataDir, LOCATION);
  if (fs.existsSync(pointer)) return fs.readFileSync(pointer, 'utf8').trim();
  const inside = path.join(dataDir, 'postgres');
  return fs.existsSync(inside) ? inside : undefined;
}

/**
 * A folder for the cluster that the server's account can enter. Inside the data folder; when root keeps the checkout where
 * nobody else may enter, on root's shelf, with a pointer in the data folder. Opening root's folders up was rejected.
 */
function placeCluster(dataDir, account) {
  const known = clusterOf(dataDir);
  const inside = path.join(dataDir, 'postgres');
  const outside = path.join(
    ROOTS_SHELF,
    `data-${createHash('sha256').update(fs.realpathSync(dataDir)).digest('hex').slice(0, 12)}`,
  );
  const home = known ?? (canReach(account, dataDir) ? inside : outside);
  // mkdir gives its mode to every folder that it makes: the shelf must let the account through, the cluster nobody else.
  if (home === outside) fs.mkdirSync(ROOTS_SHELF, { recursive: true, mode: 0o755 });
  fs.mkdirSync(home, { recursive: true, mode: 0o700 });
  if (account) fs.chownSync(home, account.uid, account.gid);
  if (home !== inside) fs.writeFileSync(path.join(dataDir, LOCATION), `${home}\n`);
  if (!canReach(account, home)) {
    throw new Sentence(
      `数据库的文件夹 ${home} 现在进不去（数据文件夹的权限变了）。请恢复它上层文件夹的权限，或运行 npm run reset 重新开始。\n` +
        `The database folder ${home} can no longer be entered. Restore the permissions above it, or run npm run reset.`,
    );
  }
  return home;
}

const readPidFile = (cluster) => {
  try {
    const lines = fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), state: lines[7]?.trim() };
  } catch {
    return undefined;
  }
};

/**
 * Stops a server that an earlier run left behind (it was killed with -9). Stopping and starting anew costs half a second and
 * leaves one way of being started; adopting it would keep flags and a port nobody here chose.
 */
export async function stopLeftServer(cluster) {
  const left = readPidFile(cluster);
  if (!left) return false;
  if (!isAlive(left.pid)) return false;
  const commandLine = commandLineOf(left.pid);
  if (commandLine !== '' && !(commandLine.includes('postgres') && commandLine.includes(cluster))) {
    // The pid belongs to somebody else by now; Postgres would refuse to start beside it.
    fs.rmSync(path.join(cluster, 'postmaster.pid'), { force: true });
    return false;
  }
  // SIGINT: "fast" shutdown, clients are dropped and the log is closed in order.
  await stopProcess(left.pid, { signal: 'SIGINT', patienceMs: 20_000, lastWord: 'SIGQUIT' });
  return true;
}

async function createCluster({ cluster, programs, as }) {
  const secretFile = path.join(path.dirname(cluster), '.owner-password');
  const password = randomBytes(24).toString('hex');
  fs.writeFileSync(secretFile, `${password}\n`, { mode: 0o600 });
  if (as.uid !== undefined) fs.chownSync(secretFile, as.uid, as.gid);
  // Code point order and Unicode case rules on every machine alike, whatever locales it has.
  const locale =
    programs.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C'];
  const made = await runCommand(
    programs.initdb,
    ['-D', cluster, '-U', OWNER, `--pwfile=${secretFile}`, '--auth=scram-sha-256', '--encoding=UTF8', ...locale],
    { ...as, cwd: '/', env: { ...process.env, LC_ALL: 'C' } },
  );
  if (made.code === 0) {
    const created = await runCommand(programs.postgres, ['--single', '-D', cluster, 'postgres'], {
      ...as,
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      input: `CREATE DATABASE ${DATABASE}\n`,
    });
    if (created.code === 0 && !/ERROR|FATAL/.test(created.output)) return;
    made.output += created.output;
  }
  fs.rmSync(cluster, { recursive: true, force: true });
  throw new Sentence(`${tail(made.output)}\n\n建不了数据库。The database could not be created.`);
}

function startServer({ cluster, programs, as, port, logFile, disposable }) {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: disposable ? 300 : 100,
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Never the values of a statement: they may be identity numbers.
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    ...(disposable && {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      autovacuum_naptime: '10min',
    }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = fs.openSync(logFile, 'a', 0o600);
  // A group of its own: Ctrl-C reaches the launcher alone, which stops the database last.
  const child = spawn(programs.postgres, ['-D', cluster, '-p', String(port), ...flags], {
    ...as,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C' },
  });
  fs.closeSync(log);
  return child;
}

async function waitReady(child, cluster, patienceMs) {
  const until = Date.now() + patienceMs;
  while (Date.now() < until && child.exitCode === null && child.signalCode === null) {
    const now = readPidFile(cluster);
    // The pid file names the server that answers: it must be the child, not one that was there before.
    if (now?.pid === child.pid && now.state === 'ready') return true;
    await sleep(30);
  }
  return false;
}

/**
 * Postgres for a data folder, or the one that DATABASE_URL names. `disposable` trades durability for speed: tests only.
 * Gives `url` (the owner's), `child` (undefined for a foreign server), `restart` and `stop`.
 */
export async function startPostgres({ dataDir, env = process.env, disposable = false }) {
  if (env.DATABASE_URL) return { url: env.DATABASE_URL, stop: async () => {} };
  return step('数据库 Postgres', async () => {
    const account = postgresAccount();
    const as = account ? { uid: account.uid, gid: account.gid } : {};
    const programs = await findPostgres(account);
    const home = placeCluster(dataDir, account);
    const cluster = path.join(home, 'cluster');
    await stopLeftServer(cluster);
    if (!fs.existsSync(path.join(cluster, 'PG_VERSION'))) {
      fs.rmSync(cluster, { recursive: true, force: true });
      await createCluster({ cluster, programs, as });
    }
    const made = fs.readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim();
    if (Number(made) !== programs.major) {
      throw new Sentence(
        `数据文件夹是 Postgres ${made} 建的，这里的程序是 ${programs.major}。请换回原来的版本，或运行 npm run reset 清空重来。\n` +
          `The data folder was made by Postgres ${made}, the programs here are ${programs.major}. Use that version, or npm run reset.`,
      );
    }
    const logFile = path.join(dataDir, 'logs', 'postgres.log');
    const password = fs.readFileSync(path.join(home, '.owner-password'), 'utf8').trim();
    const launch = async (wantedPort) => {
      for (let attempt = 1; ; attempt++) {
        const port = wantedPort ?? (await freePort());
        const child = startServer({ cluster, programs, as, port, logFile, disposable });
        // After a crash it replays its log first, hence the patience.
        if (await waitReady(child, cluster, 120_000)) return { child, port };
        if (child.pid) await stopProcess(child.pid, { signal: 'SIGQUIT' });
        if (attempt === 4) {
          throw new Sentence(
            `${tail(fs.readFileSync(logFile, 'utf8'), 25)}\n\n数据库没有起来，日志在 ${logFile}。\nPostgres did not start; its log is ${logFile}.`,
          );
        }
        await sleep(400 * attempt);
      }
    };
    const first = await launch();
    const server = {
      url: `postgres://${OWNER}:${password}@127.0.0.1:${first.port}/${DATABASE}`,
      child: first.child,
      logFile,
      restart: async () => {
        await stopLeftServer(cluster);
        server.child = (await launch(first.port)).child;
      },
      stop: () => stopProcess(server.child.pid, { signal: 'SIGINT', patienceMs: 30_000, lastWord: 'SIGQUIT' }),
    };
    return server;
  });
}
