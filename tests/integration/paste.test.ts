import { randomUUID } from 'node:crypto';
import { type SyntheticPerson, syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { RawCell } from '@huzhu/domain/roster/roster-row';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { linesOf, plantLedger } from './plant-ledger.ts';
import { type PlantedPerson, plantRoster } from './plant-roster.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';

const UNIT = 'SZ-NS-YH-001';

let world: ProductWorld;
let mine: ApiClient;
let theirs: ApiClient;

beforeAll(async () => {
  world = await startProductWorld();
  [mine, theirs] = await Promise.all([world.signIn('operator1'), world.signIn('operator2')]);
});
afterAll(() => world?.close());

let used = 0;
const person = (): SyntheticPerson => syntheticPerson(120_000 + used++);
const people = (count: number): SyntheticPerson[] => Array.from({ length: count }, person);
const text = (value: string): RawCell => ({ kind: 'text', text: value });
const block = (rows: readonly (readonly string[])[]) => rows.map((row) => `${row.join('\t')}\r\n`).join('');

async function planted(persons: readonly PlantedPerson[], plans: PlanCode[] = ['CI2021']): Promise<string> {
  const { number } = await mine.draft(
    UNIT,
    plans.map((code) => ({ code, shares: 1 })),
  );
  await plantRoster(world, number, persons);
  return number;
}

const rowsOf = async (number: string) => (await mine.trpc.roster.rows.query({ number, limit: 200 })).rows;
const codesOf = async (number: string) =>
  Object.fromEntries((await rowsOf(number)).map((row) => [row.rowNumber, row.issues.map((issue) => issue.code)]));

type Over = { rowNumbers: number[]; fields: RosterField[] } | null;
const preview = (number: string, pasted: string, over: Over = null) =>
  mine.trpc.roster.previewPaste.query({ number, text: pasted, columns: null, over });

/** As the dialog does: what was previewed is applied. */
async function paste(number: string, pasted: string, over: Over = null, onlyRight = false, requestId = randomUUID()) {
  const told = await preview(number, pasted, over);
  const input = {
    requestId,
    number,
    text: pasted,
    columns: told.columns,
    seen: told.seen,
    onlyRight,
  };
  return { told, input, done: await mine.trpc.roster.applyPaste.mutate(input) };
}

const refused = (code: string) => ({ data: { domainCode: code } });

test('new persons: columns found, told row by row with twins, added once, judged by the ledger, taken back', async () => {
  const [known, fine, wrong, lost] = [person(), person(), person(), person()];
  const number = await planted([known]);
  await plantLedger(world, number, linesOf([known, wrong]));
  const pasted = block([
    ['姓名', '身份证号', '联系电话', '部门'],
    [fine.name, fine.idNumber, '13900001111', '车间'],
    [wrong.name, `${wrong.idNumber.slice(0, 6)}1`, '', ''],
    [lost.name, '1.10105E+17', '', ''],
    ['', '', '', ''],
    ['王小明', known.idNumber, '', ''],
  ]);
  const requestId = randomUUID();
  const { told, input, done } = await paste(number, pasted, null, false, requestId);
  expect(told).toMatchObject({ columns: ['name', 'idNumber', 'phone', null], header: true });
  expect(told).toMatchObject({
    rows: 3,
    wrong: 2,
    refused: 1,
    same: 0,
    beyond: 0,
    assumesResidentId: true,
    seen: null,
  });
  expect(told.lines.map(({ line, rowNumber, name, outcome }) => [line, rowNumber, name, outcome])).toEqual([
    [4, 5, lost.name, 'refused'],
    [3, 4, wrong.name, 'wrong'],
    [6, 6, '王小明', 'wrong'],
    [2, 3, fine.name, 'ready'],
  ]);
  expect(told.lines[0]?.issues).toMatchObject([
    { field: 'idNumber', sentence: expect.stringContaining('末几位已经丢失') },
  ]);
  expect(told.lines[2]?.issues).toMatchObject([{ sentence: `与第 2 行是同一个证件号码，那一行姓名为“${known.name}”` }]);
  const shown = told.lines[3]?.cells.map(({ field, before, after }) => [field, before, after]);
  expect(shown).toContainEqual(['phone', null, '139****1111']);
  expect(JSON.stringify(told.lines[3])).not.toContain(fine.idNumber);

  expect(done).toMatchObject({ added: [3, 4, 6], changed: 0, skipped: 0, stillWrong: 3 });
  expect(await codesOf(number)).toMatchObject({
    2: ['DUPLICATE_IN_FILE_DIFFERS'],
    3: ['NOT_IN_LEDGER'],
    4: ['ID_FORMAT'],
    6: ['DUPLICATE_IN_FILE_DIFFERS', 'LEDGER_NAME_MISMATCH'],
  });
  expect((await rowsOf(number)).map(({ byHand, documentType, phone }) => [byHand, documentType, phone])).toEqual([
    [false, 'resident_id', ''],
    [true, 'resident_id', '13900001111'],
    [true, 'resident_id', ''],
    [true, 'resident_id', ''],
  ]);
  // The same press again is the same act.
  expect((await mine.trpc.roster.applyPaste.mutate(input)).added).toEqual([3, 4, 6]);
  expect(await rowsOf(number)).toHaveLength(4);

  // Whoever was mended meanwhile stays.
  await mine.trpc.roster.correct.mutate({
    requestId: randomUUID(),
    number,
    rowNumber: 4,
    revision: 1,
    changes: { idNumber: wrong.idNumber },
  });
  const undone = await mine.trpc.roster.undoFix.mutate({ requestId: randomUUID(), number, fixId: requestId });
  expect(undone).toMatchObject({ restored: 2, kept: 1 });
  expect(await codesOf(number)).toEqual({ 2: [], 4: [] });
});

test('rows with an error are left out where that was chosen; columns go as they were chosen', async () => {
  const [one, two] = [person(), person()];
  const number = await planted([person()]);
  const pasted = block([
    [one.name, one.idNumber, '甲班'],
    [two.name, two.idNumber.slice(0, 10), '乙班'],
  ]);
  const columns = ['name', 'idNumber', 'note'] as const;
  const told = await mine.trpc.roster.previewPaste.query({ number, text: pasted, columns: [...columns], over: null });
  expect(told).toMatchObject({ rows: 2, wrong: 1 });
  const done = await mine.trpc.roster.applyPaste.mutate({
    requestId: randomUUID(),
    number,
    text: pasted,
    columns: [...columns],
    seen: null,
    onlyRight: true,
  });
  expect(done).toMatchObject({ added: [3], stillWrong: 0 });
  expect((await rowsOf(number)).at(-1)).toMatchObject({ name: one.name, note: '甲班' });
  const twice = { number, text: pasted, columns: ['name', 'name'] as RosterField[], over: null };
  await expect(mine.trpc.roster.previewPaste.query(twice)).rejects.toMatchObject(refused('INPUT_INVALID'));
});

test('over cells: old → new, blank cells leave what stands, others’ edits are not overwritten, taken back whole', async () => {
  const persons = people(5).map((one) => ({ ...one, cells: { phone: text('13800000000'), shares: text('8') } }));
  const number = await planted(persons);
  const before = (await rowsOf(number)).map(({ revision: _, ...row }) => row);
  const over: Over = { rowNumbers: [2, 3, 4, 6], fields: ['phone', 'shares'] };
  const pasted = block([
    ['13911112222', '1'],
    ['', '2'],
    ['13800000000', '8'],
    ['1391111', '9'],
    ['13911119999', '1'],
  ]);
  const told = await preview(number, pasted, over);
  expect(told).toMatchObject({ rows: 3, wrong: 1, same: 1, beyond: 1, assumesResidentId: false, seen: '1:2-4,6' });
  expect(
    told.lines.map(({ rowNumber, outcome, cells }) => [rowNumber, outcome, cells.map((c) => [c.before, c.after])]),
  ).toEqual([
    [
      6,
      'wrong',
      [
        ['138****0000', '1391111'],
        ['8', '9'],
      ],
    ],
    [
      2,
      'ready',
      [
        ['138****0000', '139****2222'],
        ['8', '1'],
      ],
    ],
    [3, 'ready', [['8', '2']]],
  ]);
  expect((await rowsOf(number)).map(({ revision: _, ...row }) => row)).toEqual(before);

  await mine.trpc.roster.correct.mutate({
    requestId: randomUUID(),
    number,
    rowNumber: 3,
    revision: 1,
    changes: { note: '同事改过' },
  });
  const input = { number, text: pasted, columns: ['phone', 'shares'] as RosterField[], seen: told.seen };
  const done = await mine.trpc.roster.applyPaste.mutate({ ...input, requestId: randomUUID(), onlyRight: false });
  expect(done).toMatchObject({ added: [], changed: 2, skipped: 1, stillWrong: 1 });
  expect(
    (await rowsOf(number)).map(({ phone, sharesText, corrected }) => [phone, sharesText.shares, corrected]),
  ).toEqual([
    ['13911112222', '1', true],
    ['13800000000', '8', true],
    ['13800000000', '8', false],
    ['13800000000', '8', false],
    ['1391111', '9', true],
  ]);
  expect(await mine.trpc.application.lastChange.query({ number, rowNumber: 6 })).toMatchObject({
    own: true,
    label: '粘贴修改名单行',
  });
  const undone = await mine.trpc.roster.undoFix.mutate({ requestId: randomUUID(), number, fixId: done.fixId });
  expect(undone).toMatchObject({ restored: 2, kept: 0 });
  const after = (await rowsOf(number)).map(({ revision: _, ...row }) => row);
  expect(after.filter((row) => row.rowNumber !== 3)).toEqual(before.filter((row) => row.rowNumber !== 3));
});

test('a number pasted over another makes and unmakes twins, told before', async () => {
  const [one, two, three] = [person(), person(), person()];
  const number = await planted([one, { ...two, idNumber: one.idNumber }, three]);
  expect(await codesOf(number)).toMatchObject({ 2: ['DUPLICATE_IN_FILE_DIFFERS'], 3: ['DUPLICATE_IN_FILE_DIFFERS'] });
  const over: Over = { rowNumbers: [3], fields: ['idNumber'] };
  expect(await preview(number, two.idNumber, over)).toMatchObject({ rows: 1, wrong: 0 });
  const made = await preview(number, three.idNumber, over);
  expect(made).toMatchObject({
    rows: 1,
    wrong: 1,
    lines: [{ issues: [{ sentence: expect.stringContaining('第 4 行') }] }],
  });
  const { done } = await paste(number, two.idNumber, over);
  expect(done).toMatchObject({ changed: 1, stillWrong: 0 });
  expect(await codesOf(number)).toEqual({ 2: [], 3: [], 4: [] });
});

test('no more than a thousand, of one’s own draft, while it may be changed', async () => {
  const number = await planted([person()]);
  const names = block(Array.from({ length: 1_001 }, () => ['王一', '']));
  await expect(preview(number, names)).rejects.toMatchObject(refused('PASTE_TOO_LONG'));
  const pasted = block([['姓名'], ['王一']]);
  const { input, done } = await paste(number, pasted);
  const { roster } = theirs.trpc;
  const asked = await Promise.allSettled([
    roster.previewPaste.query({ number, text: pasted, columns: null, over: null }),
    roster.applyPaste.mutate({ ...input, requestId: randomUUID() }),
    roster.undoFix.mutate({ number, requestId: randomUUID(), fixId: done.fixId }),
  ]);
  expect(asked).toMatchObject(Array(3).fill({ status: 'rejected', reason: refused('NOT_FOUND') }));
  expect(await rowsOf(number)).toHaveLength(2);
  expect(JSON.stringify(world.apiLog)).not.toContain('王一');
});

test('1,000 persons in one act, within the patience of a page', async () => {
  const number = await planted(people(2));
  const pasted = block(people(1_000).map((one) => [one.name, one.idNumber, '13900001111']));
  const began = performance.now();
  const told = await preview(number, pasted);
  const seenAt = performance.now();
  expect(told).toMatchObject({ rows: 1_000, wrong: 0 });
  expect(told.lines).toHaveLength(100);
  const { done } = await paste(number, pasted);
  const doneAt = performance.now();
  expect(done.roster?.counts).toMatchObject({ rows: 1_002, clean: 1_002 });
  console.log(
    `1,000 rows: preview ${Math.round(seenAt - began)} ms, preview and act ${Math.round(doneAt - seenAt)} ms`,
  );
  expect(doneAt - seenAt).toBeLessThan(10_000);
});
