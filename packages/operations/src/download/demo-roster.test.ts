import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readLedgerRows } from '@huzhu/documents/workbook/read-ledger';
import { participation } from '@huzhu/domain/ledger/participation';
import type { LedgerRow } from '@huzhu/domain/ledger/read-ledger-row';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { type IssueCode, severityOf } from '@huzhu/domain/roster/issue-codes';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoRoster, demoRosterLedger } from './demo-roster.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const PLANS = ['CI2021', 'HOSP'] as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'huzhu-demo-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Report {
  rows: { row: number; issues: IssueCode[] }[];
}

/** 演示名单 and 演示社保台账 of that day through `roster:check`. */
async function check(asOf: string): Promise<Report> {
  const [roster, ledger] = ['演示名单.xlsx', '演示社保台账.xlsx'].map((name) => path.join(folder, name)) as [
    string,
    string,
  ];
  await writeFile(roster, await demoRoster());
  await writeFile(ledger, await demoRosterLedger(asOf.slice(0, 7)));
  const plans = PLANS.flatMap((code) => ['--plan', code]);
  const args = ['--import', 'tsx', 'scripts/roster-check.ts', roster, '--ledger', ledger, '--as-of', asOf, '--json'];
  return new Promise((resolve, reject) => {
    // Exit 1: there are errors, which there are to be.
    execFile(process.execPath, [...args, ...plans], { cwd: ROOT }, (error, out) =>
      error?.code === 1 ? resolve(JSON.parse(out) as Report) : reject(error ?? new Error('nothing was found')),
    );
  });
}

// On the last day of a month, on a leap day, and half a year later: the ledger does not age.
it.each(['2026-11-30', '2028-02-29', '2027-05-04'])(
  'meets what the ledger can say, line by line: %s',
  async (asOf) => {
    const { rows } = await check(asOf);
    const told = rows.flatMap(({ row, issues }) =>
      issues.filter((code) => code.includes('LEDGER')).map((code) => `${row - 1} ${code}`),
    );
    expect(told).toEqual([
      '5 NOT_IN_LEDGER',
      '18 LEDGER_NAME_MISMATCH',
      '29 LEDGER_STOPPED',
      '41 LEDGER_STALE',
      // The twin with another name.
      '109 LEDGER_NAME_MISMATCH',
    ]);
  },
  30_000,
);

it('leaves enough persons even when every wrong line is deleted', async () => {
  const { rows } = await check('2026-11-23');
  const lines: LedgerRow[] = [];
  for await (const event of readLedgerRows(Buffer.from(await demoRosterLedger('2026-11')))) {
    if (event.kind === 'rows') lines.push(...event.rows);
  }
  const persons = new Set(lines.filter((line) => line.month === '2026-11').map((line) => line.key)).size;
  const clean = rows.filter(({ issues }) => issues.every((code) => severityOf(code) === 'warning'));
  // The last ten are persons of another unit, of which the command knows nothing.
  const left = clean.filter(({ row }) => row - 1 < 110).length;
  expect(left).toBeGreaterThan(90);
  expect(participation(left, persons, PLANS.map(seedPlan))).toMatchObject({ enough: true });
}, 30_000);
