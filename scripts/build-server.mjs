import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './services/paths.mjs';
import { separateEntries } from './services/separate-entries.mjs';

/**
 * Bundles one server app (`api` or `worker`): main.ts and every thread and child process (separateEntries), each as
 * `dist/<file name>.js` beside main.js, where `new URL('./<file name>.js', import.meta.url)` finds it. Packages from npm stay outside: native parts and dynamic
 * requires do not survive bundling. A second argument names another folder than dist, below the app's own so that packages are
 * found from it: tests bundle beside a product that may be running.
 */
const app = process.argv[2];
const appFolder = path.join(ROOT, 'apps', String(app));
if (!['api', 'worker'].includes(app)) throw new Error('usage: node scripts/build-server.mjs api|worker [folder]');

const entryPoints = { main: path.join(appFolder, 'src', 'main.ts'), ...separateEntries() };

function packageFolder(name, from) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (fs.existsSync(path.join(candidate, 'package.json'))) return candidate;
    if (folder === path.dirname(folder)) return undefined;
  }
}

/**
 * A package that stays outside is looked up from `dist` when the server runs, not from the file that imports it. Where npm has
 * put two versions of it those are different packages, and that must fail here and not in the night.
 */
const outside = {
  name: 'npm-packages-stay-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path: wanted, resolveDir, kind }) => {
      if (kind === 'entry-point' || wanted.startsWith('@huzhu/')) return undefined;
      if (wanted.startsWith('node:')) return { path: wanted, external: true };
      const name = wanted
        .split('/')
        .slice(0, wanted.startsWith('@') ? 2 : 1)
        .join('/');
      const seen = packageFolder(name, resolveDir);
      if (seen && seen !== packageFolder(name, appFolder)) {
        return {
          errors: [
            {
              text: `${name} resolves to ${path.relative(ROOT, seen)} here and to another copy from apps/${app}: pin one version`,
            },
          ],
        };
      }
      return { path: wanted, external: true };
    });
  },
};

const outdir = path.resolve(appFolder, process.argv[3] ?? 'dist');
fs.rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints,
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: 'external',
  // A stack in the log should name functions.
  keepNames: true,
  plugins: [outside],
  logLevel: 'warning',
});
