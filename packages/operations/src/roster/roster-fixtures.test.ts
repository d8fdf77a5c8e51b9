import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CRAFTED_IDS, CRAFTED_OUTCOMES } from '@huzhu/documents/testing/crafted-outcomes';
import { readRoster } from '@huzhu/documents/workbook/read-roster';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { checkRow } from '@huzhu/domain/roster/check-row';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { describe, expect, it } from 'vitest';
import { TwinFinder } from './twin-finder.ts';

const FIXTURES = fileURLToPath(new URL('../../../documents/fixtures', import.meta.url));
const PLANS = [{ version: seedPlan('CI2021'), defaultShares: 1 }];
const CONTEXT = { plans: PLANS, effectiveDate: asDate('2026-11-24'), today: asDate('2026-11-23') };

type Outcome = string | { dataRows: number; ids: (string | undefined)[]; issues: Record<number, string[]> };

async function check(path: string): Promise<Outcome> {
  const twins = new TwinFinder();
  const issues: Record<number, string[]> = {};
  const ids: string[] = [];
  let context = { ...CONTEXT, date1904: false };
  try {
    for await (const event of readRoster(readFileSync(`${FIXTURES}/${path}`), [seedPlan('CI2021')])) {
      if (event.kind === 'sheet') context = { ...CONTEXT, date1904: event.date1904 };
      if (event.kind !== 'rows') continue;
      for (const row of event.rows.map((row) => checkRow(row, context))) {
        twins.add(row);
        ids.push(row.values.idNumber);
        if (row.issues.length > 0) issues[row.rowNumber] = row.issues.map((issue) => issue.code);
      }
    }
  } catch (error) {
    if (error instanceof FileRefused) return error.code;
    throw error;
  }
  for (const [row, issue] of twins.issues()) issues[row] = [...(issues[row] ?? []), issue.code];
  return { dataRows: ids.length, ids, issues };
}

describe('crafted files', () => {
  it('are all in the table', () => {
    expect(readdirSync(`${FIXTURES}/crafted`).map((name) => name.replace('.xlsx', ''))).toEqual(
      Object.keys(CRAFTED_OUTCOMES),
    );
  });

  it('come out as the manifest says, where it names a refusal or the persons', () => {
    const { files } = JSON.parse(readFileSync(`${FIXTURES}/manifest.json`, 'utf8')) as {
      files: { file: string; expected: string; ids?: string[] }[];
    };
    const crafted = files.filter(({ file }) => file.startsWith('crafted/'));
    expect(crafted).toHaveLength(Object.keys(CRAFTED_OUTCOMES).length);
    for (const { file, expected, ids } of crafted) {
      const outcome = CRAFTED_OUTCOMES[file.slice('crafted/'.length, -'.xlsx'.length)];
      const refused = /^refused: ([A-Z_]+)/.exec(expected)?.[1];
      if (refused) expect({ file, outcome }).toEqual({ file, outcome: refused });
      else expect({ file, outcome }).toEqual({ file, outcome: expect.any(Object) });
      if (ids) expect({ file, ids, outcome }).toEqual({ file, ids: CRAFTED_IDS, outcome: {} });
      for (const code of refused ? [] : (expected.match(/\b[A-Z]+_[A-Z_0-9]+\b/g) ?? [])) {
        expect(Object.values(outcome ?? {}).flat(), file).toContain(code);
      }
    }
  });

  it.each(Object.entries(CRAFTED_OUTCOMES))(
    '%s',
    async (name, expected) => {
      const outcome = await check(`crafted/${name}.xlsx`);
      if (typeof expected === 'string') return expect(outcome).toBe(expected);
      expect(outcome).toMatchObject({ dataRows: 5, issues: expected });
      expect(Object.keys(typeof outcome === 'string' ? {} : outcome.issues)).toEqual(Object.keys(expected));
      if (name !== '71-id-as-number-18') expect(outcome).toMatchObject({ ids: CRAFTED_IDS });
    },
    15_000,
  );
});

interface AnswerKey {
  files: Record<
    string,
    { dataRows: number; rows: Record<string, { expect: string[]; allow: string[] }>; ids: Record<string, string> }
  >;
}
const KEY = JSON.parse(readFileSync(`${FIXTURES}/rosters/answer-key.json`, 'utf8')) as AnswerKey;

describe('rosters', () => {
  it.each(Object.entries(KEY.files))('%s comes out as the answer key says', async (name, key) => {
    const outcome = await check(`rosters/${name}`);
    if (typeof outcome === 'string') throw new Error(outcome);
    expect(outcome.dataRows).toBe(key.dataRows);
    for (const [row, id] of Object.entries(key.ids)) expect(outcome.ids[Number(row) - 2]).toBe(id);
    for (const row of new Set([...Object.keys(key.rows), ...Object.keys(outcome.issues)])) {
      const { expect: must = [], allow = [] } = key.rows[row] ?? {};
      const found = outcome.issues[Number(row)] ?? [];
      expect({ row, found: found.filter((code) => !allow.includes(code)).sort() }).toEqual({
        row,
        found: [...must].sort(),
      });
    }
  });
});
