import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readRoster } from '@huzhu/documents/workbook/read-roster';
import { addDays, asDate } from '@huzhu/domain/calendar/calendar-date';
import { checkLedger } from '@huzhu/domain/ledger/check-ledger';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { checkRow } from '@huzhu/domain/roster/check-row';
import { describe, expect, it } from 'vitest';
import { readLedger } from './read-ledger.ts';

const FIXTURES = fileURLToPath(new URL('../../../documents/fixtures/ledgers/', import.meta.url));

interface Pair {
  roster: string;
  ledger: string;
  plan: PlanCode;
  asOf: string;
  dataRows: number;
  rows: Record<string, string[]>;
}
const KEY = JSON.parse(readFileSync(`${FIXTURES}answer-key.json`, 'utf8')) as { pairs: Pair[] };

async function check(pair: Pair, asOf = pair.asOf, code = pair.plan) {
  const plan = seedPlan(code);
  const today = asDate(asOf);
  const ledger = await readLedger(readFileSync(FIXTURES + pair.ledger));
  const context = {
    plans: [{ version: plan, defaultShares: 1 }],
    effectiveDate: addDays(today, 1),
    today,
    date1904: false,
  };
  const found: Record<string, string[]> = {};
  let dataRows = 0;
  for await (const event of readRoster(readFileSync(FIXTURES + pair.roster), [plan])) {
    if (event.kind !== 'rows') continue;
    for (const raw of event.rows) {
      dataRows += 1;
      const issues = checkLedger(checkRow(raw, context), { ledger, today, plans: [plan] });
      if (issues.length > 0) found[raw.rowNumber] = issues.map((issue) => issue.code);
    }
  }
  return { dataRows, rows: found };
}

describe('the ledger', () => {
  it.each(KEY.pairs)('$ledger comes out as the answer key says', async (pair) => {
    expect(await check(pair)).toEqual({ dataRows: pair.dataRows, rows: pair.rows });
  });

  it('grows stale with the business date, by calendar months', async () => {
    const [first] = KEY.pairs;
    if (!first) throw new Error('no pairs');
    const codes = async (asOf: string) => new Set(Object.values((await check(first, asOf)).rows).flat());
    expect(await codes('2026-11-30')).toContain('LEDGER_STALE');
    expect((await check(first, '2026-12-01')).rows[2]).toEqual(['LEDGER_STALE']);
    // Lines of months to come say nothing yet: in October nobody has stopped.
    expect(await codes('2026-10-31')).not.toContain('LEDGER_STOPPED');
  });

  it('wants a medical line for a plan that needs 医保', async () => {
    const [first] = KEY.pairs;
    if (!first) throw new Error('no pairs');
    const { rows } = await check(first, first.asOf, 'HOSP');
    expect(rows[12]).toBeUndefined();
    expect(rows[13]).toEqual(['NOT_IN_LEDGER']);
  });
});
