import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './services/paths.mjs';

/** Tests that may be skipped, each with its reason: `{ "file > suite > test": "why" }`. */
export function allowedSkips() {
  const file = path.join(ROOT, 'tests', 'allowed-skips.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
}

/**
 * Counts one vitest JSON report. A skipped or unfinished test is a failure unless it is listed with a reason; a file that
 * could not be read and a project without a single test are failures too.
 */
export function countReport(project, reportFile, exitCode, skips = allowedSkips()) {
  const failures = [];
  let passed = 0;
  let report;
  try {
    report = JSON.parse(fs.readFileSync(reportFile, 'utf8'));
  } catch {
    return { passed, failures: [`${project}: vitest left no report (exit code ${exitCode}); its output stands above`] };
  }
  let tests = 0;
  for (const file of report.testResults) {
    const name = path.relative(ROOT, file.name);
    if (file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')) {
      failures.push(`${project}: ${name}\n${file.message ?? ''}`);
    }
    for (const test of file.assertionResults) {
      tests += 1;
      const title = `${name} > ${[...test.ancestorTitles, test.title].join(' > ')}`;
      if (test.status === 'passed') passed += 1;
      else if (test.status === 'failed') failures.push(`${project}: ${title}\n${test.failureMessages.join('\n')}`);
      else if (!skips[title])
        failures.push(`${project}: ${title}\nwas ${test.status}, and tests/allowed-skips.json gives no reason`);
    }
  }
  if (tests === 0) failures.push(`${project}: no test ran`);
  // An unhandled error or a teardown that failed shows in the exit code alone.
  if (exitCode !== 0 && failures.length === 0)
    failures.push(
      `${project}: every test passed, and vitest ended with exit code ${exitCode}; its output stands above`,
    );
  return { passed, failures };
}
