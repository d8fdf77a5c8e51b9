import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * The module that a worker thread starts with. Bundled by esbuild a thread is `<name>.js` beside `main.js`; from source
 * (tsx, vitest) it is `<name>.ts`, which Node cannot load by itself: a one-line module registers tsx and imports it.
 * (`--import tsx` in the thread's execArgv does not do: tsx's loader leaves threads alone on Node 20.)
 * @param here `import.meta.url` of the caller
 * @param name without extension, e.g. `check-roster.thread`
 */
export function threadEntry(here: string, name: string): URL {
  const bundled = new URL(`./${name}.js`, here);
  if (existsSync(fileURLToPath(bundled))) return bundled;
  const tsx = pathToFileURL(createRequire(here).resolve('tsx/esm/api')).href.replace(/\.cjs$/, '.mjs');
  const source = new URL(`./${name}.ts`, here).href;
  const code = `import { register } from ${JSON.stringify(tsx)}; register(); await import(${JSON.stringify(source)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
