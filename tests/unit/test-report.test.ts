import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../../scripts/services/paths.mjs';
import { countReport } from '../../scripts/test-report.mjs';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'huzhu-report-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function count(assertions: { title: string; status: string }[], { exitCode = 0, skips = {}, status = 'passed' } = {}) {
  const file = path.join(folder, 'report.json');
  const assertionResults = assertions.map((test) => ({
    ancestorTitles: ['suite'],
    failureMessages: ['because'],
    ...test,
  }));
  fs.writeFileSync(
    file,
    JSON.stringify({
      testResults: [{ name: path.join(ROOT, 'a.test.ts'), status, message: 'broken', assertionResults }],
    }),
  );
  return countReport('unit', file, exitCode, skips);
}

test('passed and failed tests are counted, with the reason', () => {
  const { passed, failures } = count(
    [
      { title: 'good', status: 'passed' },
      { title: 'bad', status: 'failed' },
    ],
    { exitCode: 1 },
  );
  expect(passed).toBe(1);
  expect(failures).toEqual(['unit: a.test.ts > suite > bad\nbecause']);
});

test('a skipped test is a failure unless it is listed with a reason', () => {
  const tests = [
    { title: 'good', status: 'passed' },
    { title: 'later', status: 'skipped' },
  ];
  expect(count(tests).failures).toHaveLength(1);
  expect(count(tests, { skips: { 'a.test.ts > suite > later': 'needs a printer' } })).toEqual({
    passed: 1,
    failures: [],
  });
});

test.each([
  ['no test at all', [], {}],
  ['a file that could not be read', [{ title: 'good', status: 'passed' }], { status: 'failed', exitCode: 1 }],
  ['an error outside every test', [{ title: 'good', status: 'passed' }], { exitCode: 1 }],
])('%s is a failure', (_name, tests, options) => {
  expect(count(tests, options).failures).toHaveLength(1);
});

test('a missing report is a failure', () => {
  expect(countReport('unit', path.join(folder, 'none.json'), 1, {}).failures).toHaveLength(1);
});
