import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * Every thread and child process that a package declares by its file name, `<name>.thread.ts` or `<name>.child.ts`: file name
 * without extension → absolute path, as esbuild takes entry points. Two of one name would overwrite each other and throw.
 */
export function separateEntries() {
  const packages = path.join(ROOT, 'packages');
  const files = fs
    .readdirSync(packages)
    .map((name) => path.join(packages, name, 'src'))
    .filter((source) => fs.existsSync(source))
    .flatMap((source) => fs.readdirSync(source, { recursive: true }).map((name) => path.join(source, String(name))))
    .filter((file) => /\.(thread|child)\.ts$/.test(file));
  const entries = {};
  for (const file of files) {
    const name = path.basename(file, '.ts');
    if (entries[name]) throw new Error(`two files named ${name}.ts: ${entries[name]} and ${file}`);
    entries[name] = file;
  }
  return entries;
}
