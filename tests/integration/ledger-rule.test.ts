import { checkLedger, indexLedger } from '@huzhu/domain/ledger/check-ledger';
import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { checkRow } from '@huzhu/domain/roster/check-row';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { linesOf, type PlantedLine, plantLedger } from './plant-ledger.ts';
import { plantRoster } from './plant-roster.ts';
import { type ProductWorld, startProductWorld, TODAY } from './product-world.ts';

const PERSONS = 600;

let world: ProductWorld;
let operator: ApiClient;

beforeAll(async () => {
  world = await startProductWorld();
  operator = await world.signIn('operator1');
});
afterAll(() => world?.close());

/** Park and Miller: the same data at every run. */
function chance(seed: number): (of: number) => number {
  let state = seed;
  return (of) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % of;
  };
}

const MONTHS = ['2025-11', '2026-08', '2026-09', '2026-10', '2026-11', '2026-12'];
const INSURANCES = ['基本医疗保险', '养老保险', '失业保险', ''];

function randomLines(from: number, pick: (of: number) => number): PlantedLine[] {
  return Array.from({ length: PERSONS }).flatMap((_, i) => {
    const [line] = linesOf([syntheticPerson(from + i)]) as [PlantedLine];
    return Array.from({ length: pick(5) }, () => ({
      ...line,
      name: pick(6) === 0 ? '另一人' : pick(6) === 0 ? line.name.toLowerCase() : line.name,
      month: MONTHS[pick(MONTHS.length)] as string,
      insurance: INSURANCES[pick(INSURANCES.length)] as string,
      stopped: pick(3) === 0,
    }));
  });
}

test.each([
  ['CI2021 alone', ['CI2021'], 40_000, 7],
  ['HOSP, which wants 医保', ['HOSP'], 41_000, 11],
  ['both', ['CI2021', 'HOSP'], 42_000, 13],
] satisfies [string, PlanCode[], number, number][])(
  'the database judges as the domain does: %s',
  async (_name, codes, from, seed) => {
    const plans = codes.map((code) => seedPlan(code));
    const persons = Array.from({ length: PERSONS }, (_, i) => syntheticPerson(from + i));
    const lines = randomLines(from, chance(seed));
    const view = await operator.draft(
      'SZ-NS-YH-001',
      codes.map((code) => ({ code, shares: 1 })),
    );
    await plantRoster(world, view.number, persons);
    await plantLedger(world, view.number, lines);

    const context = {
      plans: plans.map((version) => ({ version, defaultShares: 1 })),
      effectiveDate: TODAY,
      today: TODAY,
      date1904: false,
    };
    const ledger = indexLedger(lines.map((line, index) => ({ ...line, rowNumber: index + 2 })));
    const text = (value: string) => ({ kind: 'text' as const, text: value });
    const expected = persons.flatMap((person, index) => {
      const cells = {
        name: text(person.name),
        documentType: text(DOCUMENT_TYPES.resident_id),
        idNumber: text(person.idNumber),
      };
      const row = checkRow({ rowNumber: index + 2, hidden: false, cells }, context);
      return checkLedger(row, { ledger, today: TODAY, plans }).map((issue) => ({
        row: row.rowNumber,
        code: issue.code,
        field: issue.field,
        plan: issue.planCode ?? null,
        details: issue.details,
      }));
    });
    const found = await world.db.owner.sql`
      select i.row_number as row, i.code, i.field, i.plan_code as plan, i.details from row_issue i
      join application a on a.roster_version_id = i.roster_version_id
      where a.number = ${view.number} and i.code = any(array['NOT_IN_LEDGER','LEDGER_STOPPED','LEDGER_STALE','LEDGER_NAME_MISMATCH'])`;
    const sorted = (issues: readonly object[]) => issues.map((issue) => JSON.stringify(sortKeys(issue))).sort();
    expect(sorted(found)).toEqual(sorted(expected));
    // Every outcome occurs, or the comparison shows little.
    expect(new Set(expected.map((issue) => issue.code)).size).toBe(4);
    expect(expected.length).toBeLessThan(PERSONS * 2);
    if (codes.some((code) => code === 'HOSP')) expect(expected.some((issue) => issue.plan === 'HOSP')).toBe(true);
    const { roster } = await operator.trpc.roster.status.query({ number: view.number });
    expect(roster?.counts.errorRows).toBe(new Set(expected.map((issue) => issue.row)).size);
  },
);

function sortKeys(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
