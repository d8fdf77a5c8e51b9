import { randomUUID } from 'node:crypto';
import { writeRoster } from '@huzhu/documents/workbook/write-roster';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import { residentIdCheckCharacter } from '@huzhu/domain/person/resident-id';
import { type SyntheticPerson, syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { RosterRowView } from '@huzhu/domain/roster/roster.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { type PlantedPerson, plantRoster } from './plant-roster.ts';
import { type ProductWorld, startProductWorld, TODAY } from './product-world.ts';
import { redisUrlFor } from './redis-url.ts';
import { bundleWorker, WorkerProcess } from './worker-process.ts';

const UNIT = 'SZ-NS-YH-001';
const THEIRS = 'SZ-LH-GL-001';

let world: ProductWorld;
let mine: ApiClient;
let theirs: ApiClient;

beforeAll(async () => {
  world = await startProductWorld(redisUrlFor('roster-desk'));
  [mine, theirs] = await Promise.all([world.signIn('operator1'), world.signIn('operator2')]);
});
afterAll(() => world?.close());

type Cells = Partial<Record<RosterField, string>>;
const people = (from: number, names: readonly string[]): SyntheticPerson[] =>
  names.map((name, index) => ({ ...syntheticPerson(from + index), name }));
const codes = (row: RosterRowView | undefined) => (row?.issues ?? []).map((issue) => issue.code).sort();
const id = () => ({ requestId: randomUUID() });

async function planted(persons: readonly PlantedPerson[], plans: PlanCode[] = ['CI2021'], ledger = false) {
  const view = await mine.draft(
    UNIT,
    plans.map((code) => ({ code, shares: 1 })),
  );
  await plantRoster(world, view.number, persons, { ledger });
  return view;
}
const rowsOf = async (number: string, filter: object = {}) =>
  (await mine.trpc.roster.rows.query({ number, ...filter })).rows;
const names = async (number: string, query: string) => (await rowsOf(number, { query })).map((row) => row.name);

describe('查询', () => {
  test('finds by part of a name, pinyin from any syllable, initials, and a whole number only', async () => {
    const persons = people(100, ['张小伟', '曾安娜', '王伟']);
    const { number } = await planted(persons);
    expect(await names(number, '伟')).toEqual(['张小伟', '王伟']);
    expect(await names(number, 'zhangxiaow')).toEqual(['张小伟']);
    expect(await names(number, 'ZXW')).toEqual(['张小伟']);
    expect(await names(number, 'zeng anna')).toEqual(['曾安娜']);
    expect(await names(number, 'an')).toEqual(['曾安娜']);
    expect(await names(number, persons[2]?.idNumber ?? '')).toEqual(['王伟']);
    expect(await names(number, persons[2]?.idNumber.slice(0, 10) ?? '')).toEqual([]);
    expect(await names(number, '%')).toEqual([]);
  });

  test('filters by what became of a row', async () => {
    const { number } = await planted(people(120, ['甲某', '乙某', '丙某']));
    const [first, second] = await rowsOf(number);
    await mine.trpc.roster.correct.mutate({
      ...id(),
      number,
      rowNumber: first?.rowNumber ?? 0,
      revision: 1,
      changes: { note: '改' },
    });
    await mine.trpc.roster.remove.mutate({ ...id(), number, rowNumbers: [second?.rowNumber ?? 0] });
    expect((await rowsOf(number, { show: 'corrected' })).map((row) => row.name)).toEqual(['甲某']);
    expect(await rowsOf(number, { show: 'deleted' })).toMatchObject([{ name: '乙某', deleted: true }]);
    const { roster } = await mine.trpc.roster.status.query({ number });
    expect(roster?.counts).toMatchObject({ rows: 2, corrected: 1, deleted: 1 });
  });
});

describe('删除 and 撤销', () => {
  test('deletes all that match a filter, tells what was missed, and takes the whole act back', async () => {
    const { number } = await planted(people(200, ['张一', '张二', '李三', '张四']));
    const [first] = await rowsOf(number);
    await mine.trpc.roster.remove.mutate({ ...id(), number, rowNumbers: [first?.rowNumber ?? 0] });
    const gone = await mine.trpc.roster.removeMatching.mutate({ ...id(), number, query: '张' });
    expect(gone).toMatchObject({ moved: 2, roster: { counts: { rows: 1, deleted: 3 } } });
    const again = await mine.trpc.roster.remove.mutate({ ...id(), number, rowNumbers: [2, 3, 4] });
    expect(again).toMatchObject({ moved: 1, missed: [2, 3] });
    const back = await mine.trpc.roster.undoRemoval.mutate({ ...id(), number, deletionId: gone.deletionId });
    expect(back).toMatchObject({ moved: 2, roster: { counts: { rows: 2, deleted: 2 } } });
    expect((await rowsOf(number)).map((row) => row.name)).toEqual(['张二', '张四']);
  });

  test('collapses exact twins to the first row, with undo, and leaves different twins alone', async () => {
    const [one, two, three] = people(220, ['吴一', '吴二', '吴三']) as [
      SyntheticPerson,
      SyntheticPerson,
      SyntheticPerson,
    ];
    const { number } = await planted([one, one, one, two, two, three, { ...three, name: '吴三丰' }]);
    expect((await rowsOf(number)).map((row) => codes(row)[0])).toEqual([
      ...Array(5).fill('ID_DUPLICATE_IN_FILE'),
      ...Array(2).fill('DUPLICATE_IN_FILE_DIFFERS'),
    ]);
    const single = await mine.trpc.roster.collapseTwins.mutate({ ...id(), number, rowNumber: 3 });
    expect(single.moved).toBe(2);
    const rest = await mine.trpc.roster.collapseTwins.mutate({ ...id(), number });
    expect(rest.moved).toBe(1);
    const left = await rowsOf(number);
    expect(left.map((row) => [row.rowNumber, ...codes(row)])).toEqual([
      [2],
      [5],
      [7, 'DUPLICATE_IN_FILE_DIFFERS'],
      [8, 'DUPLICATE_IN_FILE_DIFFERS'],
    ]);
    expect(rest.roster?.causes).toMatchObject([{ code: 'DUPLICATE_IN_FILE_DIFFERS', rows: 2 }]);
    await mine.trpc.roster.undoRemoval.mutate({ ...id(), number, deletionId: single.deletionId });
    expect((await rowsOf(number)).slice(0, 3).map(codes)).toEqual(Array(3).fill(['ID_DUPLICATE_IN_FILE']));
  });
});

describe('新增一人', () => {
  test('takes the next row number, is checked like a row of the file, and makes twins', async () => {
    const persons = people(300, ['周一', '周二']);
    const { number } = await planted(persons);
    const values = { name: '周新', documentType: DOCUMENT_TYPES.resident_id, idNumber: syntheticPerson(310).idNumber };
    const request = { ...id(), number, values };
    const added = await mine.trpc.roster.add.mutate(request);
    expect(added.row).toMatchObject({ rowNumber: 4, byHand: true, issues: [], name: '周新' });
    expect(added.status.roster?.counts).toMatchObject({ rows: 3, errorRows: 0 });
    // The same press again is the same person, not a second one.
    expect((await mine.trpc.roster.add.mutate(request)).row.rowNumber).toBe(4);
    const twin = await mine.trpc.roster.add.mutate({
      ...id(),
      number,
      values: { ...values, name: '周二', idNumber: persons[1]?.idNumber ?? '' },
    });
    expect(codes(twin.row)).toEqual(['ID_DUPLICATE_IN_FILE']);
    expect(twin.twins.map(codes)).toEqual([['ID_DUPLICATE_IN_FILE']]);
    const wrong = await mine.trpc.roster.add.mutate({
      ...id(),
      number,
      values: { ...values, name: '', idNumber: '1' },
    });
    expect(codes(wrong.row)).toEqual(['ID_FORMAT', 'NAME_EMPTY']);
    expect(await names(number, 'zhouxin')).toEqual(['周新']);
  });
});

describe('two at once', () => {
  test('the second save of a row or an application is refused and learns who was first', async () => {
    const view = await planted(people(400, ['冯一']));
    const { number } = view;
    await world.db.owner.sql`
      insert into membership (staff_id, unit_id)
      select s.id, u.id from staff s, unit u where s.username = 'operator2' and u.code = ${UNIT}`;
    const second = await world.signIn('operator2');
    const edit = (note: string) => ({ ...id(), number, rowNumber: 2, revision: 1, changes: { note } });
    await second.trpc.roster.correct.mutate(edit('苏的备注'));
    await expect(mine.trpc.roster.correct.mutate(edit('陈的备注'))).rejects.toMatchObject({
      data: { domainCode: 'STALE_VERSION' },
    });
    expect(await mine.trpc.application.lastChange.query({ number, rowNumber: 2 })).toMatchObject({
      actorName: '苏婉婷',
      own: false,
      label: '修改名单行',
    });
    expect(await mine.trpc.roster.rowsByNumber.query({ number, rowNumbers: [2] })).toMatchObject([
      { note: '苏的备注' },
    ]);

    const contact = { name: '苏婉婷', phone: '19900000002' };
    await second.trpc.application.updateContact.mutate({ ...id(), number, version: view.version, contact });
    const stale = { ...id(), number, version: view.version, unitCode: UNIT, plans: [], requestedDate: null };
    await expect(mine.trpc.enrolment.updateDraft.mutate(stale)).rejects.toMatchObject({
      data: { domainCode: 'STALE_VERSION' },
    });
    expect(await mine.trpc.application.lastChange.query({ number })).toMatchObject({
      actorName: '苏婉婷',
      label: '修改联系人',
    });
    // What is typed is no act of 保单操作记录.
    const timeline = await mine.trpc.application.timeline.query({ number });
    expect(timeline.map((entry) => entry.label)).not.toContain('修改联系人');
    await world.db.owner.sql`
      delete from membership m using staff s, unit u
      where m.staff_id = s.id and m.unit_id = u.id and s.username = 'operator2' and u.code = ${UNIT}`;
    await expect(theirs.trpc.application.lastChange.query({ number })).rejects.toMatchObject({
      data: { domainCode: 'NOT_FOUND' },
    });
  });
});

describe('cover elsewhere', () => {
  /** Cover of a person as another unit would have it, planted as the society would have activated it. */
  async function insure(person: SyntheticPerson, plan: PlanCode, shares: number, settled = true) {
    const view = await theirs.draft(THEIRS, [{ code: plan, shares }]);
    await plantRoster(world, view.number, [person], { ledger: true });
    await theirs.submit(view);
    if (settled) {
      await world.db.owner.sql`
        update cover set state = 'in_force' from application a
        where a.id = cover.application_id and a.number = ${view.number}`;
    }
  }

  test('is told by its exact cause to whoever knows the person, neutrally to everybody else, and never by unit', async () => {
    const [insured, stranger, heavy, pending] = people(500, ['郑一', '郑二', '郑三', '郑四']) as [
      SyntheticPerson,
      SyntheticPerson,
      SyntheticPerson,
      SyntheticPerson,
    ];
    await insure(insured, 'HOSP', 1);
    await insure(stranger, 'HOSP', 1);
    await insure(pending, 'HOSP', 1, false);
    await insure(heavy, 'ACC', 2);
    const { number } = await planted([insured, { ...stranger, name: '郑五' }, pending], ['HOSP']);
    const other = await planted([heavy], ['ACC']);
    const check = await mine.trpc.roster.verify.mutate({ ...id(), number });
    expect(check).toMatchObject({ firstErrorRow: 2, roster: { counts: { rows: 3, errorRows: 2, warningRows: 1 } } });
    const rows = await rowsOf(number);
    expect(rows.map(codes)).toEqual([['ALREADY_INSURED'], ['COVER_NEEDS_REVIEW'], ['ALREADY_PENDING_ELSEWHERE']]);
    expect(rows[1]?.issues[0]).toMatchObject({ severity: 'warning', sentence: '需互助会核对，不影响提交' });
    await mine.trpc.roster.verify.mutate({ ...id(), number: other.number });
    const [over] = await rowsOf(other.number);
    expect(codes(over)).toEqual(['SHARES_OVER_CAP_WITH_EXISTING']);
    expect(JSON.stringify([rows, over])).not.toMatch(/鸿茂|龙华/);
  });

  test('counts for the own unit as well', async () => {
    const [person] = people(520, ['王同']) as [SyntheticPerson];
    const first = await planted([person], ['HOSP'], true);
    await mine.submit(first);
    const again = await planted([person], ['HOSP']);
    await mine.trpc.roster.verify.mutate({ ...id(), number: again.number });
    expect((await rowsOf(again.number)).map(codes)).toEqual([['ALREADY_PENDING_ELSEWHERE']]);
  });
});

describe('校验', () => {
  test('judges by the business date of now, and finds what other rows and units have changed', async () => {
    const [twin] = people(600, ['钱一']) as [SyntheticPerson];
    const { number } = await planted([twin]);
    // Left for 72 years, everybody is too old.
    world.setToday(asDate('2099-01-01'));
    const late = await mine.trpc.roster.verify.mutate({ ...id(), number });
    expect(codes((await rowsOf(number))[0])).toEqual(['AGE_OUT_OF_RANGE']);
    expect(late.firstErrorRow).toBe(2);
    world.setToday(TODAY);
    const now = await mine.trpc.roster.verify.mutate({ ...id(), number });
    expect(now).toMatchObject({ firstErrorRow: null, roster: { counts: { errorRows: 0, rows: 1 } } });
  });
});

describe('和上期保单相比', () => {
  test('counts joiners, leavers, changed and unchanged by person', async () => {
    const unit = 'SZ-NS-YH-002';
    const persons = people(700, ['甲一', '甲二', '甲三', '甲四', '甲五']);
    const draftOf = async (list: readonly PlantedPerson[]) => {
      const view = await mine.draft(unit, [{ code: 'CI2021', shares: 1 }]);
      await plantRoster(world, view.number, list, { ledger: true });
      return view;
    };
    const first = await draftOf(persons.slice(0, 4));
    expect((await mine.trpc.application.summary.query({ number: first.number })).difference).toBeNull();
    await mine.submit(first);
    await world.db.owner.sql`update application set state = 'expired' where number = ${first.number}`;
    await world.db.owner.sql`
      update cover set state = 'ended' from application a where a.id = application_id and a.number = ${first.number}`;
    const [one, two, , four, five] = persons as [
      SyntheticPerson,
      SyntheticPerson,
      never,
      SyntheticPerson,
      SyntheticPerson,
    ];
    const next = await draftOf([one, { ...two, cells: { shares: { kind: 'text', text: '2' } } }, four, five]);
    expect((await mine.trpc.application.summary.query({ number: next.number })).difference).toEqual({
      number: first.number,
      covered: true,
      headcount: 4,
      joined: 1,
      left: 1,
      changed: 1,
      unchanged: 2,
      changedFrom: 1,
      changedTo: 2,
    });
  });
});

describe('最近删除', () => {
  test('lists deleted drafts, gives them back, and not after 30 days', async () => {
    const view = await mine.draft(UNIT, [{ code: 'CI2021', shares: 1 }]);
    const gone = await mine.trpc.application.remove.mutate({ ...id(), number: view.number, version: view.version });
    const listed = await mine.trpc.application.deleted.query();
    expect(listed.find((draft) => draft.number === view.number)).toMatchObject({ version: gone.version });
    expect((await theirs.trpc.application.deleted.query()).map((draft) => draft.number)).not.toContain(view.number);
    const back = await mine.trpc.application.restore.mutate({ ...id(), number: view.number, version: gone.version });
    expect(back.state).toBe('draft');
    const again = await mine.trpc.application.remove.mutate({ ...id(), number: view.number, version: back.version });
    await world.db.owner
      .sql`update application set updated_at = now() - interval '32 days' where number = ${view.number}`;
    await expect(
      mine.trpc.application.restore.mutate({ ...id(), number: view.number, version: again.version }),
    ).rejects.toMatchObject({ data: { domainCode: 'DRAFT_GONE' } });
    expect((await mine.trpc.application.deleted.query()).map((draft) => draft.number)).not.toContain(view.number);
  });
});

describe('with a worker', () => {
  const file = async (persons: readonly (SyntheticPerson & { cells?: Cells })[], plans: PlanCode[] = ['CI2021']) =>
    new Uint8Array(
      await writeRoster({
        plans: plans.map((code) => seedPlan(code)),
        rows: persons.map((person) => ({
          name: person.name,
          documentType: DOCUMENT_TYPES.resident_id,
          idNumber: person.idNumber,
          ...person.cells,
        })),
      }),
    );

  test('停止导入: the earlier roster still counts, and the same file may come again', async () => {
    const { number } = await planted(people(800, ['旧一', '旧二']));
    const content = await file(people(810, ['新一']));
    // No worker runs: the import waits in the queue.
    expect((await mine.upload(number, content)).status).toBe(200);
    expect((await mine.trpc.roster.status.query({ number })).roster?.state).toBe('queued');
    await expect(mine.trpc.roster.verify.mutate({ ...id(), number })).rejects.toMatchObject({
      data: { domainCode: 'ROSTER_IMPORTING' },
    });
    const stopped = await mine.trpc.roster.cancelImport.mutate({ ...id(), number });
    expect(stopped.roster).toMatchObject({ state: 'succeeded', counts: { rows: 2 }, setback: { state: 'cancelled' } });
    await expect(mine.trpc.roster.cancelImport.mutate({ ...id(), number })).rejects.toMatchObject({
      data: { domainCode: 'IMPORT_ENDED' },
    });
    expect((await mine.upload(number, content)).status).toBe(200);

    const bundle = await bundleWorker();
    const worker = new WorkerProcess(bundle, world.workerEnv);
    try {
      const roster = await mine.imported(number);
      expect(roster, worker.said).toMatchObject({ state: 'succeeded', setback: null, counts: { rows: 1 } });
      await addsAndRechecks();
    } finally {
      await worker.kill('SIGTERM');
      await bundle.remove();
    }
  });

  async function addsAndRechecks() {
    // 加到现有名单: corrections are kept, whoever stands in both is a twin.
    const old = people(820, ['旧甲', '旧乙', '旧丙']);
    const view = await planted(old);
    const { number } = view;
    await mine.trpc.roster.correct.mutate({ ...id(), number, rowNumber: 2, revision: 1, changes: { shares: '3' } });
    await mine.trpc.roster.remove.mutate({ ...id(), number, rowNumbers: [4] });
    const added = await file([old[1] as SyntheticPerson, ...people(830, ['新甲'])]);
    await mine.upload(number, added, '补充.xlsx', 'add');
    const roster = await mine.imported(number);
    expect(roster.counts).toMatchObject({ rows: 4, errorRows: 2, corrected: 1, deleted: 1 });
    const rows = await rowsOf(number);
    expect(rows.map((row) => [row.rowNumber, row.name, row.corrected, ...codes(row)])).toEqual([
      [2, '旧甲', true],
      [3, '旧乙', false, 'ID_DUPLICATE_IN_FILE'],
      [6, '旧乙', false, 'ID_DUPLICATE_IN_FILE'],
      [7, '新甲', false],
    ]);
    const [sheet] = await world.db.owner.sql<{ rows: number[] }[]>`
      select array_agg(r.sheet_row order by r.row_number) as rows from roster_row r
      join application a on a.roster_version_id = r.roster_version_id
      where a.number = ${number} and r.state = 'active'`;
    expect(sheet?.rows).toEqual([2, 3, 2, 3]);
    await mine.trpc.roster.collapseTwins.mutate({ ...id(), number });

    // Another plan is ticked: 份数 goes to the plan it stood for; what was corrected stays.
    const now = await mine.trpc.application.get.query({ number });
    await mine.trpc.enrolment.updateDraft.mutate({
      ...id(),
      number,
      version: now.version,
      unitCode: UNIT,
      plans: [
        { code: 'CI2021', shares: 1 },
        { code: 'FEMALE', shares: 1 },
      ],
      requestedDate: null,
    });
    expect((await mine.trpc.roster.status.query({ number })).roster).toMatchObject({ rechecking: true });
    await mine.imported(number);
    const [first] = await rowsOf(number);
    expect(first).toMatchObject({ shares: { CI2021: 3, FEMALE: 1 }, corrected: true });
    const after = await mine.trpc.application.get.query({ number });
    expect(after.noticesAccepted.map((notice) => notice.code)).toEqual(['CI2021']);
    const summary = await mine.trpc.application.summary.query({ number });
    expect(summary.blockers.map((blocker) => blocker.code)).toContain('NOTICE_NOT_ACCEPTED');
    await roundTrips();
  }

  /** Several plans, and CHILD: what the template asks for comes back as rows. */
  async function roundTrips() {
    const man = [...Array(40).keys()].map((n) => syntheticPerson(900 + n)).find((person) => person.sex === 'male');
    if (!man) throw new Error('no man among forty');
    const view = await mine.draft(UNIT, [
      { code: 'CI2021', shares: 2 },
      { code: 'FEMALE', shares: 1 },
    ]);
    await mine.upload(
      view.number,
      await file([man, { ...man, idNumber: syntheticPerson(950).idNumber, cells: {} }], ['CI2021', 'FEMALE']),
    );
    await mine.imported(view.number);
    const [row] = await rowsOf(view.number);
    const issue = row?.issues.find((candidate) => candidate.code === 'GENDER_NOT_ELIGIBLE');
    expect(issue?.suggestion).toEqual({ field: 'shares:FEMALE', value: '0', label: '改为 0 份' });
    const fixed = await mine.trpc.roster.correct.mutate({
      ...id(),
      number: view.number,
      rowNumber: 2,
      revision: 1,
      changes: { 'shares:FEMALE': '0' },
    });
    expect(fixed.row).toMatchObject({ issues: [], shares: { CI2021: 2, FEMALE: 0 } });

    const child = await mine.draft(UNIT, [{ code: 'CHILD', shares: 1 }]);
    const parent = syntheticPerson(960);
    const young = { ...syntheticPerson(961), idNumber: childNumber() };
    await mine.upload(
      child.number,
      await file(
        [
          { ...young, cells: { employeeName: parent.name, employeeIdNumber: parent.idNumber } },
          { ...young, idNumber: childNumber(2), cells: { employeeName: '', employeeIdNumber: '440' } },
        ],
        ['CHILD'],
      ),
    );
    await mine.imported(child.number);
    const [good, bad] = await rowsOf(child.number);
    expect(good).toMatchObject({ issues: [], employeeName: parent.name, employeeIdNumber: null });
    expect(good?.employeeIdMasked).toMatch(/^\d{3}\*+\d{3}[\dX]$/);
    expect(JSON.stringify(good)).not.toContain(parent.idNumber);
    expect(bad?.issues.map((found) => found.field)).toEqual(['employeeName', 'employeeIdNumber']);
    expect(bad?.employeeIdNumber).toBe('440');
  }
});

test('plans that end on different days, and CHILD with another, are refused with their sentence', async () => {
  const together = (plans: PlanCode[]) =>
    mine.trpc.enrolment.createDraft.mutate({
      ...id(),
      unitCode: UNIT,
      plans: plans.map((code) => ({ code, shares: 1 })),
      requestedDate: null,
    });
  await expect(together(['CI2021', 'CHILD'])).rejects.toMatchObject({ data: { domainCode: 'PLAN_NOT_COMBINABLE' } });
  // No seeded plan has a common end date; the last test of the file may give one of them one.
  await world.db.owner.sql`
    update plan_version set data = data || '{"commonEndDate": "2027-12-31"}'
    where plan_id = (select id from plan where code = 'HOSP')`;
  await expect(together(['CI2021', 'HOSP'])).rejects.toMatchObject({
    data: { domainCode: 'PLANS_TERM_DIFFERS', sentence: '所选计划的保障期间不同，请分开参保。' },
  });
});

/** A child born in 2015, in the region that no real person has. */
function childNumber(sequence = 1): string {
  const body = `44900120150601${String(sequence).padStart(3, '0')}`;
  return `${body}${residentIdCheckCharacter(body)}`;
}
