import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { RawCell, RawRosterRow } from '@huzhu/domain/roster/roster-row';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from '../integration/api-client.ts';
import { type PlantedPerson, plantRoster } from '../integration/plant-roster.ts';
import { type ProductWorld, startProductWorld } from '../integration/product-world.ts';

const ROWS = 100_000;
/** Read, checked and sealed; the rest are copies of them, which the database makes in a second. */
const PLANTED = 2_000;
const PAGE = 100;
/** A page, the totals, the walk to the next error: nobody waits for them. */
const PATIENCE_MS = 200;
const FIRST_PERSON = 2_000_000;

let world: ProductWorld;
let operator: ApiClient;
let number: string;

beforeAll(async () => {
  world = await startProductWorld();
  operator = await world.signIn('operator1');
  ({ number } = await operator.draft('SZ-NS-YH-001', [{ code: 'CI2021', shares: 1 }]));
  await plantRoster(
    world,
    number,
    Array.from({ length: PLANTED }, (_, at) => person(at)),
  );
  // As in service: the statistics know the table, but nothing of the roster that was just imported.
  await world.db.owner.sql`analyze roster_row, row_issue`;
  await multiply();
});
afterAll(() => world?.close());

const text = (value: string): RawCell => ({ kind: 'text', text: value });

/** One of twenty has an issue, of five kinds. */
function person(at: number): PlantedPerson {
  const one = syntheticPerson(FIRST_PERSON + at);
  const mistakes: readonly RawRosterRow['cells'][] = [
    { idNumber: text(one.idNumber.slice(0, 10)) },
    { phone: text('1390000') },
    { shares: text('8') },
    { sex: text(one.sex === 'male' ? '女' : '男') },
    { name: text('') },
  ];
  const cells = at % 20 === 3 ? mistakes[Math.floor(at / 20) % mistakes.length] : undefined;
  return { ...one, ...(cells && { cells }) };
}

/** Every copy is a person of its own; one row of fifty is corrected, another deleted. */
async function multiply(): Promise<void> {
  const copies = ROWS / PLANTED - 1;
  await world.db.owner.sql.begin(async (tx) => {
    await tx`
      insert into roster_row (roster_version_id, row_number, unit_id, sheet_row, name, search_key, document_type, id_cipher,
        id_hash, id_masked, sex, birth_date, phone, shares, hire_date, note, employee_name, ledger_hash, ledger_name, raw_cipher,
        hidden, error_count, warning_count, corrected, state)
      select roster_version_id, row_number + n * ${PLANTED}, unit_id, sheet_row, name, search_key, document_type, id_cipher,
        case when id_hash is not null then '\\x01'::bytea || sha256((n || ' ' || row_number)::bytea) end, id_masked, sex,
        birth_date, phone, shares, hire_date, note, employee_name, ledger_hash, ledger_name, raw_cipher, hidden, error_count,
        warning_count, row_number % 50 = 7, case when row_number % 50 = 9 then 'deleted' else 'active' end
      from roster_row, generate_series(1, ${copies}::int) n`;
    await tx`
      insert into row_issue (roster_version_id, row_number, unit_id, code, severity, field, plan_code, details)
      select roster_version_id, row_number + n * ${PLANTED}, unit_id, code, severity, field, plan_code, details
      from row_issue, generate_series(1, ${copies}::int) n`;
  });
}

/** The middle one of three. */
async function usualMs(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return Math.round(times.sort((a, b) => a - b)[1] ?? Number.POSITIVE_INFINITY);
}

const wholeNumber = syntheticPerson(FIRST_PERSON + 500).idNumber;
/** What the list can be narrowed to, and how many rows that is: all that are active, or of each planted row its 50 copies. */
const FILTERS = [
  [{ show: 'all' }, 98_040],
  [{ show: 'errors' }, 4_000],
  [{ show: 'warnings' }, 1_000],
  [{ show: 'clean' }, 93_040],
  [{ show: 'corrected' }, 1_960],
  [{ show: 'deleted' }, 1_960],
  [{ show: 'all', code: 'ID_FORMAT' }, 1_000],
  [{ show: 'errors', code: 'GENDER_MISMATCH' }, 1_000],
  [{ show: 'all', query: '张' }, undefined],
  [{ show: 'all', query: 'zw' }, undefined],
  [{ show: 'errors', query: '王' }, 0],
  [{ show: 'all', query: '没有这个人' }, 0],
  [{ show: 'all', query: wholeNumber }, 1],
] as const;

test(`a roster of ${ROWS} rows: every list, near and far, its totals and the next error within ${PATIENCE_MS} ms`, async () => {
  const { roster } = operator.trpc;
  const told: [name: string, ms: number][] = [];
  for (const [filter, total] of FILTERS) {
    const name = Object.values(filter).join(' ').replace(wholeNumber, 'a whole number');
    const first = await roster.rows.query({ number, ...filter, limit: PAGE });
    if (total !== undefined) expect([name, first.total]).toEqual([name, total]);
    expect(first.rows).toHaveLength(Math.min(PAGE, first.total ?? 0));
    told.push([name, await usualMs(() => roster.rows.query({ number, ...filter, limit: PAGE }))]);
    const far = { number, ...filter, limit: PAGE, after: 80_000, withTotal: false };
    expect((await roster.rows.query(far)).total).toBeNull();
    told.push([`${name}, after row 80,000`, await usualMs(() => roster.rows.query(far))]);
  }
  told.push(['status', await usualMs(() => roster.status.query({ number }))]);
  for (const after of [0, 50_000, ROWS])
    told.push([`next error after row ${after}`, await usualMs(() => roster.nextIssue.query({ number, after }))]);
  console.info(told.map(([name, ms]) => `${String(ms).padStart(4)} ms  ${name}`).join('\n'));
  expect((await roster.nextIssue.query({ number, after: 0 })).rowNumber).toBe(5);
  expect((await roster.nextIssue.query({ number, after: ROWS + 1 })).rowNumber).toBe(5);
  expect(told.filter(([, ms]) => ms > PATIENCE_MS)).toEqual([]);
});
