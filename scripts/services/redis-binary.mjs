import fs from 'node:fs';
import path from 'node:path';
import { findProgram } from './find-program.mjs';
import { CACHE } from './paths.mjs';
import { runCommand, tail } from './run-command.mjs';
import { Sentence, step } from './say.mjs';

const SHELF = path.join(CACHE, 'redis-debian');
const FIRST = ['redis-server', 'redis-tools', 'liblzf1', 'libjemalloc2', 'libatomic1'];

function unpacked() {
  const program = path.join(SHELF, 'root', 'usr', 'bin', 'redis-server');
  if (!fs.existsSync(program)) return undefined;
  const library = path.join(SHELF, 'root', 'usr', 'lib');
  const triplets = fs.existsSync(library) ? fs.readdirSync(library).filter((name) => name.includes('-linux-')) : [];
  return {
    program,
    env: { LD_LIBRARY_PATH: [...triplets.map((name) => path.join(library, name)), library].join(':') },
  };
}

async function answers(found) {
  const { code, output } = await runCommand(found.program, ['--version'], { env: { ...process.env, ...found.env } });
  return code === 0 && /v=\d/.test(output);
}

/** apt with lists and a cache of our own: the system's may be missing, stale or not ours to write. */
function privateApt() {
  const apt = path.join(SHELF, 'apt');
  for (const folder of ['state/lists/partial', 'cache/archives/partial'])
    fs.mkdirSync(path.join(apt, folder), { recursive: true });
  return [
    ...['-o', `Dir::State=${apt}/state`, '-o', `Dir::Cache=${apt}/cache`],
    ...['-o', 'Dir::State::status=/var/lib/dpkg/status', '-o', 'APT::Sandbox::User='],
  ];
}

async function downloadAndUnpack(names, options) {
  const debs = path.join(SHELF, 'debs');
  fs.mkdirSync(debs, { recursive: true });
  let log = '';
  for (const name of names) {
    const { code, output } = await runCommand('apt-get', [...options, '-q', 'download', name], {
      cwd: debs,
      timeoutMs: 120_000,
    });
    if (code !== 0) log += output;
  }
  for (const deb of fs.readdirSync(debs).filter((name) => name.endsWith('.deb'))) {
    const { code, output } = await runCommand('dpkg', ['-x', path.join(debs, deb), path.join(SHELF, 'root')]);
    if (code !== 0) log += output;
  }
  return log;
}

/** Library packages that the unpacked ones ask for; a newer Debian has other names than the list above. */
async function askedFor() {
  const debs = path.join(SHELF, 'debs');
  const names = new Set();
  for (const deb of fs.readdirSync(debs).filter((name) => name.startsWith('redis-'))) {
    const { output } = await runCommand('dpkg-deb', ['-f', path.join(debs, deb), 'Depends']);
    for (const part of output.split(/[,|]/)) {
      const name = part.trim().split(/[\s(:]/)[0];
      if (name?.startsWith('lib') && !name.startsWith('libc6') && !FIRST.includes(name)) names.add(name);
    }
  }
  return [...names];
}

async function fromDebian() {
  const there = unpacked();
  if (there && (await answers(there))) return there;
  if (!findProgram(['apt-get']) || !findProgram(['dpkg'])) return { log: 'no apt-get' };
  return step('取得 Redis（Debian 软件包，不装进系统）Unpacking Redis from Debian packages into .cache', async () => {
    let log = '';
    // First with the system's lists; when it has none or they are stale, with fresh private ones.
    for (const fresh of [false, true]) {
      fs.rmSync(SHELF, { recursive: true, force: true });
      const options = fresh ? privateApt() : ['-o', 'APT::Sandbox::User='];
      if (fresh) log += (await runCommand('apt-get', [...options, '-q', 'update'], { timeoutMs: 180_000 })).output;
      log += await downloadAndUnpack(FIRST, options);
      let found = unpacked();
      if (found && !(await answers(found))) {
        log += await downloadAndUnpack(await askedFor(), options);
        found = unpacked();
      }
      fs.rmSync(path.join(SHELF, 'apt'), { recursive: true, force: true });
      if (found && (await answers(found))) {
        fs.rmSync(path.join(SHELF, 'debs'), { recursive: true, force: true });
        return found;
      }
    }
    return { log };
  });
}

/** The server program and the environment that it needs: on PATH, else unpacked from Debian packages into `.cache`. */
export async function findRedis() {
  const onPath = findProgram(['redis-server', 'valkey-server']);
  if (onPath) return { program: onPath, env: {} };
  const found = await fromDebian();
  if (found.program) return found;
  throw new Sentence(
    `${tail(found.log ?? '', 10)}\n\n没有可用的 Redis，也取不到。请安装一个（Debian/Ubuntu：apt-get install redis-server；macOS：brew install redis），或用 REDIS_URL 指定。\n` +
      'No Redis found and none could be fetched. Install one (Debian/Ubuntu: apt-get install redis-server; macOS: brew install redis) or set REDIS_URL.',
  );
}
