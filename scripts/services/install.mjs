import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';
import { runCommand, tail } from './run-command.mjs';
import { Sentence, say, step } from './say.mjs';

const STAMP = path.join(ROOT, 'node_modules', '.huzhu-installed');

function manifests() {
  const found = ['package.json', 'package-lock.json', '.npmrc'];
  for (const group of ['apps', 'packages']) {
    const folder = path.join(ROOT, group);
    if (!fs.existsSync(folder)) continue;
    for (const name of fs.readdirSync(folder).sort()) found.push(path.join(group, name, 'package.json'));
  }
  return found.filter((file) => fs.existsSync(path.join(ROOT, file)));
}

/** What the folder node_modules was made from: every manifest, the lock file, and the platform the binaries are for. */
function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.versions.modules}\n`);
  for (const file of manifests()) hash.update(`${file}\n`).update(fs.readFileSync(path.join(ROOT, file)));
  return hash.digest('hex');
}

const isInstalled = () => fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8').trim() === fingerprint();

export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Sentence(
    `需要 Node 20.19 或更新的版本，这里是 ${process.versions.node}。\nNode 20.19 or newer is needed; this is ${process.versions.node}.`,
  );
}

/**
 * Installs the npm packages when a manifest or the lock file changed since the last time, and touches no network otherwise.
 * `npm install` and not `npm ci`: the lock file names optional packages of other platforms, and where a registry lacks one of
 * them `npm ci` fails while `npm install` goes on.
 */
export async function install() {
  requireNode();
  if (isInstalled()) {
    say('依赖 packages ✓ 已是最新 up to date');
    return;
  }
  await step('安装依赖 Installing packages (npm install)', async () => {
    const npmScript = process.env.npm_execpath;
    const viaNode = npmScript?.endsWith('.js') || npmScript?.endsWith('.cjs');
    const [command, first] = viaNode ? [process.execPath, [npmScript]] : ['npm', []];
    const { code, output } = await runCommand(
      command,
      [
        ...first,
        'install',
        // What a machine makes of the lock file is its own affair: a checkout stays clean.
        '--no-save',
        '--include=dev',
        '--include=optional',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ],
      { cwd: ROOT, env: { ...process.env, NODE_ENV: 'development' } },
    );
    if (code !== 0) {
      throw new Sentence(
        `${tail(output, 20)}\n\n依赖没有装上。请检查能否连到 npm 源，再运行一次。\nThe packages could not be installed. Check that the npm registry can be reached, then run the command again.`,
      );
    }
    fs.writeFileSync(STAMP, `${fingerprint()}\n`);
  });
}
