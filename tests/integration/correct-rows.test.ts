import { randomUUID } from 'node:crypto';
import { readApplication } from '@huzhu/db/application/read-application';
import { recountAges } from '@huzhu/db/roster/recount-ages';
import { withScope } from '@huzhu/db/scope/with-scope';
import { addDays, asDate } from '@huzhu/domain/calendar/calendar-date';
import { residentIdCheckCharacter } from '@huzhu/domain/person/resident-id';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { checkRow } from '@huzhu/domain/roster/check-row';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { rosterContext } from '@huzhu/operations/roster/roster-context';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { linesOf, plantLedger } from './plant-ledger.ts';
import { type PlantedPerson, plantRoster } from './plant-roster.ts';
import { type ProductWorld, startProductWorld, TODAY } from './product-world.ts';
import { runImports } from './run-imports.ts';

const UNIT = 'SZ-NS-YH-001';

let world: ProductWorld;
let operator: ApiClient;

beforeAll(async () => {
  world = await startProductWorld();
  operator = await world.signIn('operator1');
});
afterAll(() => world?.close());

let used = 0;
/** Persons that no other test has. */
const person = (): PlantedPerson => syntheticPerson(50_000 + used++);
const persons = (count: number) => Array.from({ length: count }, person);

async function rosterOf(planted: readonly PlantedPerson[], plans = [{ code: 'CI2021' as const, shares: 1 }]) {
  const view = await operator.draft(UNIT, plans);
  await plantRoster(world, view.number, planted);
  return view;
}

const rowsOf = async (number: string) => (await operator.trpc.roster.rows.query({ number, limit: 200 })).rows;
const codesOf = async (number: string) =>
  Object.fromEntries((await rowsOf(number)).map((row) => [row.rowNumber, row.issues.map((issue) => issue.code)]));

async function correct(number: string, rowNumber: number, changes: Partial<Record<RosterField, string>>) {
  const row = (await rowsOf(number)).find((candidate) => candidate.rowNumber === rowNumber);
  return operator.trpc.roster.correct.mutate({
    requestId: randomUUID(),
    number,
    rowNumber,
    revision: row?.revision ?? 0,
    changes,
  });
}

const wrongCheck = (idNumber: string) => `${idNumber.slice(0, 17)}${idNumber.endsWith('1') ? '2' : '1'}`;

test('a check character put right makes the row clean and the counts follow', async () => {
  const [one, two] = [person(), person()];
  const { number } = await rosterOf([{ ...one, idNumber: wrongCheck(one.idNumber) }, two]);
  expect(await codesOf(number)).toEqual({ 2: ['ID_CHECKSUM'], 3: [] });
  const { row, twins, status } = await correct(number, 2, { idNumber: one.idNumber });
  expect(row).toMatchObject({ issues: [], corrected: true, revision: 2 });
  expect(twins).toEqual([]);
  expect(status.roster).toMatchObject({ counts: { rows: 2, clean: 2, errorRows: 0, warningRows: 0 }, causes: [] });
  // Right again by being wrong again: an edit is judged, whatever stood there.
  const spoilt = await correct(number, 2, { idNumber: wrongCheck(one.idNumber) });
  expect(spoilt.status.roster).toMatchObject({ counts: { clean: 1, errorRows: 1 } });
});

test('becoming a twin marks both rows, and no longer being one clears both', async () => {
  const [one, two, three, four] = [person(), person(), person(), person()];
  const { number } = await rosterOf([one, two, three]);
  const differing = await correct(number, 4, { idNumber: one.idNumber });
  expect(differing.row.issues).toMatchObject([{ code: 'DUPLICATE_IN_FILE_DIFFERS', twinRows: [2] }]);
  expect(differing.twins).toMatchObject([
    { rowNumber: 2, issues: [{ code: 'DUPLICATE_IN_FILE_DIFFERS', twinRows: [4] }] },
  ]);
  expect(differing.status.roster?.counts).toMatchObject({ clean: 1, errorRows: 2 });

  const same = await correct(number, 4, { name: one.name });
  expect([same.row, ...same.twins].map((row) => row.issues.map((issue) => issue.code))).toEqual([
    ['ID_DUPLICATE_IN_FILE'],
    ['ID_DUPLICATE_IN_FILE'],
  ]);

  // A third one: all three point at the two others.
  await correct(number, 3, { idNumber: one.idNumber, name: one.name });
  expect((await rowsOf(number)).map((row) => row.issues[0]?.twinRows)).toEqual([
    [3, 4],
    [2, 4],
    [2, 3],
  ]);
  await correct(number, 3, { idNumber: two.idNumber, name: two.name });

  const apart = await correct(number, 4, { idNumber: four.idNumber });
  expect(apart.row.issues).toEqual([]);
  expect(apart.twins).toMatchObject([{ rowNumber: 2, issues: [] }]);
  expect(apart.status.roster?.counts).toMatchObject({ clean: 3, errorRows: 0 });
});

test('a row that somebody else has changed meanwhile: one edit wins, the other is told', async () => {
  const { number } = await rosterOf(persons(1));
  const edit = (note: string) =>
    operator.trpc.roster.correct.mutate({
      requestId: randomUUID(),
      number,
      rowNumber: 2,
      revision: 1,
      changes: { note },
    });
  const results = await Promise.allSettled([edit('甲'), edit('乙'), edit('丙')]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ data: { domainCode: 'STALE_VERSION' } });
  }
  expect((await rowsOf(number))[0]).toMatchObject({ revision: 2 });
});

test('a number in a numeric cell stays an error until that very cell is typed anew', async () => {
  const one = person();
  const value = Number(one.idNumber.replace('X', '0'));
  const { number } = await rosterOf([{ ...one, cells: { idNumber: { kind: 'number', value, text: String(value) } } }]);
  expect(await codesOf(number)).toEqual({ 2: ['ID_NUMERIC_CELL'] });
  expect((await correct(number, 2, { phone: '19900000046' })).row.issues.map(({ code }) => code)).toEqual([
    'ID_NUMERIC_CELL',
  ]);
  expect((await correct(number, 2, { name: '陈慧敏' })).row.issues.map(({ code }) => code)).toEqual([
    'ID_NUMERIC_CELL',
  ]);
  expect((await correct(number, 2, { idNumber: one.idNumber })).row.issues).toEqual([]);
});

test('other plans, 份数 or dates: checked again, with what was corrected, and deleted rows can still come back', async () => {
  const one = person();
  const planted = [one, ...persons(3)];
  let view = await rosterOf([{ ...one, idNumber: wrongCheck(one.idNumber) }, ...planted.slice(1)]);
  const { number } = view;
  await correct(number, 2, { idNumber: one.idNumber, note: '改过' });
  await operator.trpc.roster.remove.mutate({ requestId: randomUUID(), number, rowNumbers: [4] });
  const premium = async () => (await operator.trpc.application.summary.query({ number })).lines;

  const change = async (plans: Parameters<ApiClient['draft']>[1], requestedDate: string | null) => {
    view = await operator.trpc.application.get.query({ number });
    await operator.trpc.enrolment.updateDraft.mutate({
      requestId: randomUUID(),
      number,
      version: view.version,
      unitCode: UNIT,
      plans,
      requestedDate: requestedDate === null ? null : asDate(requestedDate),
    });
    // While it is being read again nothing may be corrected: the copy would not have it.
    await expect(correct(number, 3, { note: '太早' })).rejects.toMatchObject({
      data: { domainCode: 'ROSTER_IMPORTING' },
    });
    await runImports(world);
    expect((await operator.trpc.roster.status.query({ number })).roster?.state).toBe('succeeded');
  };
  const kept = async () => {
    const rows = await rowsOf(number);
    expect(rows.map((row) => [row.rowNumber, row.corrected, row.note])).toEqual([
      [2, true, '改过'],
      [3, false, ''],
      [5, false, ''],
    ]);
    return rows.map((row) => row.issues.map((issue) => issue.code));
  };

  await change([{ code: 'CI2021', shares: 3 }], null);
  expect(await kept()).toEqual([[], [], []]);
  expect(await premium()).toMatchObject([{ code: 'CI2021', headcount: 3, shares: 9 }]);

  await change([{ code: 'HOSP', shares: 1 }], '2026-12-20');
  expect(await kept()).toEqual([[], [], []]);
  expect(await premium()).toMatchObject([{ code: 'HOSP', headcount: 3, shares: 3 }]);

  // A day at which everybody is too old: judged by that day, not by today.
  await change([{ code: 'HOSP', shares: 1 }], '2070-01-01');
  expect((await kept()).flat()).toEqual(['AGE_OUT_OF_RANGE', 'AGE_OUT_OF_RANGE', 'AGE_OUT_OF_RANGE']);
  await change([{ code: 'HOSP', shares: 1 }], null);
  expect(await kept()).toEqual([[], [], []]);

  const restored = await operator.trpc.roster.restoreRows.mutate({ requestId: randomUUID(), number, rowNumbers: [4] });
  expect(restored.roster?.counts).toMatchObject({ rows: 4, clean: 4 });
  expect((await rowsOf(number)).find((row) => row.rowNumber === 4)).toMatchObject({
    name: planted[2]?.name,
    shares: { HOSP: 1 },
    issues: [],
  });
  expect(await premium()).toMatchObject([{ code: 'HOSP', headcount: 4, shares: 4 }]);
});

test('a deleted twin is no twin, and comes back as one', async () => {
  const [one, two] = [person(), person()];
  const { number } = await rosterOf([one, two]);
  await correct(number, 3, { idNumber: one.idNumber, name: one.name });
  const rows = { requestId: randomUUID(), number, rowNumbers: [3] };
  const removed = await operator.trpc.roster.remove.mutate(rows);
  expect(removed.roster?.counts).toMatchObject({ rows: 1, clean: 1 });
  // The same press again changes nothing more.
  expect((await operator.trpc.roster.remove.mutate(rows)).roster?.counts).toMatchObject({ rows: 1, clean: 1 });
  const back = await operator.trpc.roster.restoreRows.mutate({ ...rows, requestId: randomUUID() });
  expect(back.roster?.counts).toMatchObject({ rows: 2, errorRows: 2 });
});

const bornOn = (birth: string, sequence: number): PlantedPerson => {
  const body = `449001${birth.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return { name: '测试员', idNumber: body + residentIdCheckCharacter(body) };
};

test('who has grown too old since the import is found when it is submitted, and only then', async () => {
  // CI2021 takes 16 to 60; cover begins on the day after submission.
  const planted = [bornOn('1965-11-25', 1), bornOn('2010-11-25', 3), ...persons(3)];
  const view = await rosterOf(planted);
  await plantLedger(world, view.number, linesOf(planted));
  // Imported on the 23rd: judged at the 24th, one is still 60 and one still 15.
  expect(await codesOf(view.number)).toEqual({ 2: [], 3: ['AGE_OUT_OF_RANGE'], 4: [], 5: [], 6: [] });
  try {
    world.setToday(addDays(TODAY, 1));
    await expect(operator.submit(view)).rejects.toMatchObject({
      data: { domainCode: 'ROSTER_HAS_ERRORS', details: { rows: 1 } },
    });
    expect(await codesOf(view.number)).toEqual({ 2: ['AGE_OUT_OF_RANGE'], 3: [], 4: [], 5: [], 6: [] });
    expect((await rowsOf(view.number))[0]?.issues[0]?.sentence).toBe(
      '保障起始日（2026-11-25）61 周岁，“重大疾病互助保障计划”为 16–60 周岁',
    );
    await operator.trpc.roster.remove.mutate({ requestId: randomUUID(), number: view.number, rowNumbers: [2] });
    expect((await operator.submit(view)).state).toBe('pending_review');
  } finally {
    world.setToday(TODAY);
  }
});

test('the ages that SQL counts are those of the rule in domain, 29 February and all', async () => {
  const births = [1963, 1964, 1965, 1966, 1967, 1968, 1969, 2008, 2009, 2010, 2011, 2012, 2013].flatMap((year) =>
    ['01-01', '02-28', year % 4 === 0 ? '02-29' : '03-02', '03-01', '11-24', '12-31'].map((day) => `${year}-${day}`),
  );
  const planted = [
    ...births.map((birth, index) => bornOn(birth, index + 10)),
    // 份 that cannot be read do not excuse from the age.
    { ...bornOn('1960-05-05', 900), cells: { shares: { kind: 'text' as const, text: '一份' } } },
  ];
  const { number } = await rosterOf(planted);
  const { owner } = world.db;
  const application = await withScope(owner, { all: true }, (tx) => readApplication(tx, { number }));
  if (!application?.rosterVersionId) throw new Error('no roster');
  const versionId = application.rosterVersionId;
  const days = [
    '2026-11-24',
    '2027-02-28',
    '2027-03-01',
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
    '2029-02-28',
    '2029-03-01',
  ];
  for (const day of days.map(asDate)) {
    await withScope(owner, { all: true }, (tx) => recountAges(tx, versionId, application.id, day));
    const counted = await owner.sql`
      select row_number as row, details from row_issue
      where roster_version_id = ${versionId} and code = 'AGE_OUT_OF_RANGE' order by row_number`;
    const context = { ...rosterContext(application, TODAY), effectiveDate: day, date1904: false };
    const ruled = planted.flatMap((born, index) => {
      const text = (value: string) => ({ kind: 'text' as const, text: value });
      const cells = { name: text(born.name), documentType: text('居民身份证'), idNumber: text(born.idNumber) };
      const { issues } = checkRow({ rowNumber: index + 2, hidden: false, cells: { ...cells, ...born.cells } }, context);
      return issues
        .filter((issue) => issue.code === 'AGE_OUT_OF_RANGE')
        .map((issue) => ({ row: index + 2, details: issue.details }));
    });
    expect(ruled.length).toBeGreaterThan(5);
    expect([day, counted.map(({ row, details }) => ({ row, details }))]).toEqual([day, ruled]);
    const [miscounted] = await owner.sql<{ n: number }[]>`
      select count(*)::int as n from roster_row r where r.roster_version_id = ${versionId} and r.error_count <> (
        select count(*) from row_issue i where i.roster_version_id = r.roster_version_id
          and i.row_number = r.row_number and i.severity = 'error')`;
    expect(miscounted?.n).toBe(0);
  }
});
