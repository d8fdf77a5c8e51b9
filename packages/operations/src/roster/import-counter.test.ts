import { expect, it } from 'vitest';
import { ImportCounter, type ReportProgress } from './import-counter.ts';

const rows = (count: number) => ({ rows: count, clean: count, errorRows: 0, warningRows: 0 });

it('tells a pace of the rows alone, once half a second of them has passed', () => {
  const said: Parameters<ReportProgress>[0][] = [];
  let now = 0;
  const counter = new ImportCounter(
    (progress) => said.push(progress),
    () => now,
  );
  const pace = () => said.at(-1)?.detail.rowsPerSecond;
  counter.stage('reading');
  // The whole sheet is read before its first row: that is not the pace of what follows.
  now = 9_000;
  counter.begin(10_020);
  counter.add(rows(20));
  expect(pace()).toBeUndefined();
  now = 9_400;
  counter.add(rows(1_000));
  expect(pace()).toBeUndefined();
  now = 10_000;
  counter.add(rows(1_000));
  expect(pace()).toBe(2_000);
  expect(said.at(-1)).toMatchObject({ stage: 'checking', done: 2_020, total: 10_020 });
});
