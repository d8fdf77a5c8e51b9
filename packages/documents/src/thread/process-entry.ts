import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * What `fork` starts a child process with, as threadEntry for threads: bundled by esbuild it is `<name>.js` beside `main.js`, from
 * source `<name>.ts` with tsx loaded before it.
 * @param here `import.meta.url` of the caller
 * @param name without extension, e.g. `render-pdf.child`
 */
export function processEntry(here: string, name: string): { file: string; execArgv: string[] } {
  const bundled = fileURLToPath(new URL(`./${name}.js`, here));
  if (existsSync(bundled)) return { file: bundled, execArgv: [] };
  const tsx = pathToFileURL(createRequire(here).resolve('tsx')).href;
  return { file: fileURLToPath(new URL(`./${name}.ts`, here)), execArgv: ['--import', tsx] };
}
