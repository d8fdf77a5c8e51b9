import fs from 'node:fs';
import path from 'node:path';
import { install } from './services/install.mjs';
import { ROOT } from './services/paths.mjs';
import { runCommand, stopCommands, tail } from './services/run-command.mjs';
import { say, sayFailure } from './services/say.mjs';

const RESULTS = path.join(ROOT, 'test-results');
const PROJECTS = ['unit', 'integration', 'browser'];

function chosenProjects(args) {
  const at = args.indexOf('--only');
  if (at < 0 && args.length === 0) return { checks: true, projects: PROJECTS };
  const wanted = at < 0 ? [] : args.slice(at + 1);
  if (wanted.length === 0 || wanted.some((name) => name !== 'checks' && !PROJECTS.includes(name))) {
    process.stdout.write('usage: npm test [-- --only checks|unit|integration|browser …]\n');
    process.exit(2);
  }
  return { checks: wanted.includes('checks'), projects: PROJECTS.filter((name) => wanted.includes(name)) };
}

const bin = (name) => path.join(ROOT, 'node_modules', '.bin', name);
const quiet = {
  ...process.env,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
  FORCE_COLOR: '0',
};

const command = (program, args) => async () => {
  const { code, output } = await runCommand(program, args, { cwd: ROOT, env: quiet });
  return code === 0 ? [] : [tail(output, 80)];
};

/** The checks that need no services; each counts as one test. */
const CHECKS = [
  // Those of the servers in one program: one after the other each of them reads its packages again, six times as long in all.
  ['types of packages and servers (tsc)', command(bin('tsc'), ['-p', 'tsconfig.server.json'])],
  [
    'types of domain, without Node, and of the web (turbo, tsc)',
    command(bin('turbo'), ['run', 'typecheck', '--output-logs=errors-only', '--continue']),
  ],
  ['types of scripts and tests (tsc)', command(bin('tsc'), ['-p', 'tsconfig.json'])],
  ['format and lint (biome)', command(bin('biome'), ['ci', '--diagnostic-level=error', '.'])],
  ['arrows of the house (dependency-cruiser)', command(process.execPath, ['scripts/check-boundaries.mjs'])],
  [
    'enrolment, supplement and renewal share what is alike',
    async () => (await import('./check-clones.mjs')).checkClones(),
  ],
  ['nothing unused (knip)', command(bin('knip'), ['--no-progress'])],
  ['tables and migrations agree (drizzle-kit)', async () => (await import('./check-migrations.mjs')).checkMigrations()],
  [
    'no registry hosts, machine paths or keys',
    async () => (await import('./check-tracked-files.mjs')).checkTrackedFiles(),
  ],
  ['links in the documents', async () => (await import('./check-tracked-files.mjs')).checkDocumentLinks()],
  ['builds (turbo)', command(bin('turbo'), ['run', 'build', '--output-logs=errors-only', '--continue'])],
];

async function runChecks(outcome) {
  const queue = [...CHECKS];
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [name, check] = next;
      const from = Date.now();
      const complaints = await check().catch((error) => [error.stack]);
      const seconds = ((Date.now() - from) / 1000).toFixed(1);
      say(`${complaints.length === 0 ? '✓' : '✗'} ${name} ${seconds} s`);
      if (complaints.length === 0) outcome.passed += 1;
      else outcome.failures.push(`check: ${name}\n${complaints.join('\n')}`);
    }
  };
  await Promise.all([lane(), lane()]);
}

async function runVitest(project, env, outcome) {
  const { countReport } = await import('./test-report.mjs');
  const report = path.join(RESULTS, `${project}.json`);
  say(`测试 tests: ${project}`);
  const { code } = await runCommand(
    bin('vitest'),
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { cwd: ROOT, env, show: true },
  );
  const { passed, failures } = countReport(project, report, code);
  outcome.passed += passed;
  outcome.failures.push(...failures);
}

async function browserEnv() {
  const { findChromium } = await import('./services/chromium.mjs');
  const chromium = await findChromium();
  say(`浏览器 Chromium ${chromium.version} (${chromium.source}${chromium.fontConfig ? ', font from npm' : ''})`);
  return { ...process.env, CHROMIUM_PATH: chromium.program };
}

/**
 * One after the other: on two cores any two of them together take as long, and their limits of time would be measured with the
 * other's load. integration-alone holds the figures that need the whole machine.
 */
async function runProjects(projects, outcome, isAsked) {
  const wanted = (name) => projects.includes(name) && !isAsked();
  const run = async (project, env) => {
    if (isAsked()) return;
    try {
      await runVitest(project, typeof env === 'function' ? await env() : env, outcome);
    } catch (error) {
      outcome.failures.push(`${project}: ${error.message}`);
    }
  };
  if (wanted('unit')) await run('unit', process.env);
  if (wanted('integration')) await runIntegration(run, outcome);
  if (wanted('browser')) await run('browser', browserEnv);
}

async function runIntegration(run, outcome) {
  let services;
  try {
    const { startDisposableServices } = await import('./services/disposable.mjs');
    services = await startDisposableServices();
    const env = { ...process.env, TEST_DATABASE_URL: services.databaseUrl, TEST_REDIS_URL: services.redisUrl };
    await run('integration', env);
    await run('integration-alone', env);
  } catch (error) {
    outcome.failures.push(`services of the integration tests: ${error.message}`);
  } finally {
    await services?.stop();
  }
}

async function main() {
  const { checks, projects } = chosenProjects(process.argv.slice(2));
  await install();
  fs.rmSync(RESULTS, { recursive: true, force: true });
  fs.mkdirSync(RESULTS, { recursive: true });
  const outcome = { passed: 0, failures: [] };
  let asked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      asked = true;
      stopCommands();
    });
  }
  if (checks) await runChecks(outcome);
  await runProjects(projects, outcome, () => asked);
  if (asked) outcome.failures.push('the run was interrupted');
  for (const failure of outcome.failures) process.stdout.write(`\n✗ ${failure}\n`);
  process.stdout.write(`\n${outcome.passed} passed, ${outcome.failures.length} failed\n`);
  process.exitCode = outcome.failures.length > 0 || outcome.passed === 0 ? 1 : 0;
}

await main().catch((error) => {
  process.exitCode = sayFailure(error);
  process.stdout.write('\n0 passed, 1 failed\n');
});
