import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { ROOT } from '../../scripts/services/paths.mjs';

function bench(...args: string[]) {
  const { status, stdout } = spawnSync('npm', ['run', '-s', 'bench', '--', ...args], { cwd: ROOT, encoding: 'utf8' });
  return { status, stdout };
}

it('npm run bench names its benchmarks', () => {
  const { status, stdout } = bench('--list');
  expect(status).toBe(0);
  expect(stdout.trim().split('\n')).toEqual([
    'duplicates',
    'export',
    'import',
    'load',
    'lookup',
    'notice',
    'pdf-list',
    'queue',
    'read',
  ]);
});

it('prints one JSON document of figures and ratios; what it compares came to the same', () => {
  const { status, stdout } = bench('read', '--rows', '300', '--rounds', '1', '--json');
  // 1: a goal is missed, which says nothing at so few rows; 2 would be a contender that fails or counts wrongly.
  expect([0, 1]).toContain(status);
  expect(JSON.parse(stdout)).toMatchObject({
    benchmark: 'read',
    rows: 300,
    contenders: { ours: { counts: { rows: 300 } }, exceljs: { counts: { rows: 300 } }, limit: {} },
    ratios: { 'ours/limit': expect.any(Number), 'ours/exceljs': expect.any(Number) },
  });
}, 60_000);

it('brings up a database of its own for what needs one, and says nothing else on stdout', () => {
  const { status, stdout } = bench('import', '--rows', '200', '--rounds', '1', '--json');
  expect([0, 1]).toContain(status);
  expect(JSON.parse(stdout)).toMatchObject({
    contenders: { ours: { counts: { rows: 200, issues: 2 } }, plain: { counts: { rows: 200, issues: 2 } }, limit: {} },
  });
  const filled = bench('duplicates', '--rows', '100', '--rounds', '1', '--json');
  expect(JSON.parse(filled.stdout)).toMatchObject({ contenders: { ours: { counts: { found: 1 } } } });
}, 60_000);

it('says how it is used when the name is unknown', () => {
  expect(bench('nothing').status).toBe(2);
});
