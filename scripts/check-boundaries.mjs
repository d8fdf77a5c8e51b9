import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import { ROOT } from './services/paths.mjs';

/**
 * Checks the arrows of the house. Gives sentences, one per violation.
 *
 * `root` is the repository, or a copy of it in a test that plants a forbidden import.
 */
export async function checkBoundaries(root = ROOT) {
  const sources = sourcesOf(root);
  const config = createRequire(import.meta.url)(path.join(root, '.dependency-cruiser.cjs'));
  const before = process.cwd();
  process.chdir(root);
  let modules;
  try {
    const roots = ['apps', 'packages', 'scripts', 'tests'].filter((name) => fs.existsSync(name));
    const { output } = await cruise(
      roots,
      { ...config.options, validate: true, ruleSet: { forbidden: config.forbidden }, baseDir: root },
      config.options.enhancedResolveOptions,
    );
    modules = output.modules;
    const found = output.summary.violations.map(({ from, to, rule, cycle }) => {
      const way = cycle ? cycle.map((part) => part.name ?? part).join(' → ') : to;
      return `${rule.name}: ${from} → ${way}`;
    });
    const cruised = new Set(modules.map((module) => module.source));
    const missed = sources.filter((file) => !cruised.has(file));
    // Under a compiler it cannot drive the cruiser reads nothing and finds nothing wrong.
    if (sources.length === 0) found.push('no source file was found');
    if (missed.length > 0)
      found.push(
        `${missed.length} of ${sources.length} source files were not cruised: ${missed.slice(0, 5).join(', ')}`,
      );
    const edges = modules.reduce((sum, module) => sum + module.dependencies.length, 0);
    if (edges < sources.length / 2)
      found.push(`only ${edges} imports were seen in ${sources.length} files: they were not parsed`);
    return { violations: [...found, ...environmentOutsideEnv(root, sources)], count: sources.length };
  } finally {
    process.chdir(before);
  }
}

/** Every TypeScript source of the apps and packages, relative to the root. */
function sourcesOf(root) {
  return ['apps', 'packages'].flatMap((group) => {
    const folder = path.join(root, group);
    if (!fs.existsSync(folder)) return [];
    return fs.readdirSync(folder).flatMap((name) => {
      const source = path.join(folder, name, 'src');
      if (!fs.existsSync(source)) return [];
      return fs
        .readdirSync(source, { recursive: true })
        .map(String)
        .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
        .map((file) => path.posix.join(group, name, 'src', file.split(path.sep).join('/')));
    });
  });
}

/** `process.env` is read in files named env.ts alone, where each value is parsed and each lack has a sentence. */
function environmentOutsideEnv(root, sources) {
  return sources
    .filter((file) => path.basename(file) !== 'env.ts' && !/\.test\.tsx?$/.test(file))
    .flatMap((file) =>
      fs
        .readFileSync(path.join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          /process\.env|import\.meta\.env/.test(line.replace(/^\s*(\*|\/\/).*/, '').replace(/\s\/\/.*/, ''))
            ? [`environment-only-in-env.ts: ${file}:${index + 1}`]
            : [],
        ),
    );
}

if (import.meta.filename === process.argv[1]) {
  const { violations, count } = await checkBoundaries(process.argv[2] ? path.resolve(process.argv[2]) : ROOT);
  for (const violation of violations) console.log(violation);
  console.log(`${count} source files cruised, ${violations.length} violations`);
  process.exitCode = violations.length > 0 ? 1 : 0;
}
