import path from 'node:path';
import { ROOT } from './paths.mjs';
import { runCommand, tail } from './run-command.mjs';
import { Sentence, step } from './say.mjs';

const QUIET = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', TURBO_NO_UPDATE_NOTIFIER: '1' };

async function runStep(title, command, args, env, failure) {
  await step(title, async () => {
    const { code, output } = await runCommand(command, args, { cwd: ROOT, env });
    if (code !== 0) throw new Sentence(`${tail(output, 40)}\n\n${failure}`);
  });
}

const program = (name) => path.join(ROOT, 'node_modules', '.bin', name);
const script = (file) => ['--import', 'tsx', path.join(ROOT, 'scripts', file)];

export const migrate = (env) =>
  runStep(
    '迁移数据库 Migrating',
    process.execPath,
    script('migrate.ts'),
    env,
    '数据库没有迁移成功，上面是原因。The migration failed; the reason stands above.',
  );

export const seedDemo = (env) =>
  runStep(
    '演示数据 Seeding the demo',
    process.execPath,
    script('seed.ts'),
    env,
    '演示数据没有写成功，上面是原因。Seeding failed; the reason stands above.',
  );

/** turbo keeps what it built under a hash of the sources: an unchanged tree takes about a second. */
export const build = (env) =>
  runStep(
    '构建 Building (turbo)',
    program('turbo'),
    ['run', 'build', '--output-logs=errors-only'],
    { ...env, ...QUIET },
    '构建没有成功，上面是原因。The build failed; the reason stands above.',
  );
