import fs from 'node:fs';
import path from 'node:path';
import { CACHE, ROOT } from './services/paths.mjs';
import { runCommand } from './services/run-command.mjs';

const contents = (folder) =>
  new Map(
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(folder, file), fs.readFileSync(file, 'utf8')]),
  );

/**
 * Whether the tables and the migrations say the same: drizzle-kit generates into a copy of the database package, and the copy
 * must come out as it went in. The copy lies inside the repository, so that imports resolve as they do in place.
 */
export async function checkMigrations() {
  const copy = path.join(CACHE, 'migrations-check');
  const from = path.join(ROOT, 'packages', 'db');
  fs.rmSync(copy, { recursive: true, force: true });
  fs.mkdirSync(path.join(copy, 'packages'), { recursive: true });
  fs.cpSync(from, path.join(copy, 'packages', 'db'), {
    recursive: true,
    filter: (file) => !/node_modules|\.turbo/.test(path.relative(from, file)),
  });
  const migrations = path.join(copy, 'packages', 'db', 'migrations');
  const before = contents(migrations);
  const kit = path.join(ROOT, 'node_modules', '.bin', 'drizzle-kit');
  // Standard input is closed: a question about a renamed column ends the run instead of waiting for an answer.
  const run = (verb) =>
    runCommand(kit, [verb, '--config', 'packages/db/drizzle.config.ts'], { cwd: copy, timeoutMs: 120_000 });
  const generated = await run('generate');
  const checked = await run('check');
  const after = contents(migrations);
  const changed = [...after.keys()].filter((file) => after.get(file) !== before.get(file));
  fs.rmSync(copy, { recursive: true, force: true });
  if (generated.code !== 0) return [`drizzle-kit generate failed:\n${generated.output}`];
  if (checked.code !== 0) return [`drizzle-kit check failed:\n${checked.output}`];
  if (before.size === 0) return ['there are no migrations'];
  return changed.map(
    (file) => `the tables differ from the migrations: drizzle-kit would write ${file} (run npm run db:generate)`,
  );
}
