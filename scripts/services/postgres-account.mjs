import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Sentence } from './say.mjs';

const idOf = (flag, name) => {
  const { status, stdout } = spawnSync('id', [flag, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout.trim()) : undefined;
};

const accountOf = (name) => {
  const uid = idOf('-u', name);
  const gid = idOf('-g', name);
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid, name };
};

/**
 * Postgres refuses to run as root. For root: the system's `postgres` account, made when there is none and, where accounts
 * cannot be made (a read-only image), `nobody`. For everybody else undefined: the server runs as the person.
 */
export function postgresAccount() {
  if (typeof process.getuid !== 'function' || process.getuid() !== 0) return undefined;
  const there = accountOf('postgres');
  if (there) return there;
  spawnSync('groupadd', ['--system', 'postgres'], { stdio: 'ignore' });
  spawnSync(
    'useradd',
    ['--system', '--gid', 'postgres', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    {
      stdio: 'ignore',
    },
  );
  const account = accountOf('postgres') ?? accountOf('nobody');
  if (account) return account;
  throw new Sentence(
    'Postgres 不能以 root 运行，这里也建不了 postgres 用户。请换一个普通用户再运行，或用 DATABASE_URL 指定数据库。\n' +
      'Postgres refuses to run as root and no account could be made for it. Run as another user, or set DATABASE_URL.',
  );
}

/** Whether the account can reach a path (every folder above it lets it through). Asked of the kernel, not of mode bits. */
export function canReach(account, target) {
  if (!account) return true;
  return spawnSync('test', ['-x', path.resolve(target)], { uid: account.uid, gid: account.gid, cwd: '/' }).status === 0;
}
