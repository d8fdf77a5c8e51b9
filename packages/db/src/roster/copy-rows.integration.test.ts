import { AttemptFenced } from '@huzhu/domain/job/attempt';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { addDraft, type DraftOf, seedWorld, testHash, type World } from '../testing/seed-world.ts';
import { clearRosterRows, copyRosterLines, copyRowIssues, type RosterTarget } from './copy-rows.ts';
import { discardRoster, publishRoster } from './publish-roster.ts';
import { rosterLines } from './roster-lines.ts';
import type { SealedRow } from './sealed-row.ts';

let db: TestDatabase;
let world: World;
let draft: DraftOf;
let target: RosterTarget;

beforeAll(async () => {
  db = await createTestDatabase();
  world = await seedWorld(db.owner);
});
afterAll(() => db?.drop());

beforeEach(async () => {
  draft = await addDraft(db.owner, world, {
    unitId: world.units.a,
    staffId: world.staff.operatorA,
    plans: { HOSP: 1 },
  });
  await db.owner
    .sql`update roster_version set published_at = null, discarded_at = now() where id = ${draft.rosterVersionId}`;
  const [job] = await db.owner.sql<{ token: string }[]>`
    update job set state = 'running', attempt_token = gen_random_uuid() where id = ${draft.jobId} returning attempt_token as token`;
  target = {
    jobId: draft.jobId,
    attemptToken: job?.token ?? '',
    rosterVersionId: draft.rosterVersionId,
    unitId: world.units.a,
  };
});

function row(rowNumber: number, more: Partial<SealedRow> = {}): SealedRow {
  return {
    rowNumber,
    name: '测试员',
    searchKey: ' ceshiyuan shiyuan yuan csy sy y',
    documentType: 'resident_id',
    idCipher: Buffer.from([1, 0, 92, 10, 255]),
    idHash: testHash(`p${rowNumber}`),
    idMasked: '110***********002X',
    phone: '',
    shares: { HOSP: 1 },
    note: '',
    employeeName: '',
    ledgerName: '测试员',
    rawCipher: Buffer.from([0, 9, 10, 13, 92]),
    hidden: false,
    issues: [],
    ...more,
  };
}

async function countRows(): Promise<number> {
  const [count] = await db.owner.sql<{ n: number }[]>`
    select count(*) as n from roster_row where roster_version_id = ${draft.rosterVersionId}`;
  return count?.n ?? -1;
}

const copyRows = ({ sql }: TestDatabase['worker'], place: RosterTarget, rows: readonly SealedRow[]) =>
  copyRosterLines(sql, place, rosterLines(place, rows));

describe('copyRosterLines', () => {
  it('stores every kind of text and byte as it was', async () => {
    const names = ['𠮷䶮㛃𬭎', 'a\tb', 'a\nb\r\nc', '\\N', '\\', '\\.', "O'Neil", '\b\f\v', '"{}"', ' ', '\u2028'];
    const rows = names.map((name, i) =>
      row(i + 2, {
        name,
        note: name,
        birthDate: '1980-02-29' as never,
        sex: 'female',
        issues: [
          { code: 'NAME_INVALID', field: 'name', details: { value: name } },
          { code: 'HIDDEN_ROW', field: 'row', details: {} },
          {
            code: 'SHARES_OVER_MAX',
            field: 'shares:HOSP',
            planCode: 'HOSP',
            details: { value: 9, max: 1, plan: '住院' },
          },
        ],
      }),
    );
    await copyRows(db.worker, target, rows);
    const stored = await db.owner.sql`
      select * from roster_row where roster_version_id = ${draft.rosterVersionId} order by row_number`;
    expect(stored.map((r) => r.name)).toEqual(names);
    expect(stored.map((r) => r.note)).toEqual(names);
    expect(stored[0]).toMatchObject({
      unit_id: world.units.a,
      document_type: 'resident_id',
      birth_date: '1980-02-29',
      sex: 'female',
      hire_date: null,
      shares: { HOSP: 1 },
      error_count: 2,
      warning_count: 1,
      hidden: false,
      state: 'active',
      revision: 1,
    });
    expect(stored[0]?.id_cipher).toEqual(Buffer.from([1, 0, 92, 10, 255]));
    expect(stored[0]?.raw_cipher).toEqual(Buffer.from([0, 9, 10, 13, 92]));
    const issues = await db.owner.sql`
      select * from row_issue where roster_version_id = ${draft.rosterVersionId} and row_number = 4 order by id`;
    expect(issues.map((i) => [i.code, i.severity, i.field, i.plan_code])).toEqual([
      ['NAME_INVALID', 'error', 'name', null],
      ['HIDDEN_ROW', 'warning', 'row', null],
      ['SHARES_OVER_MAX', 'error', 'shares:HOSP', 'HOSP'],
    ]);
    expect(issues[0]?.details).toEqual({ value: 'a\nb\r\nc' });
  });

  it('lets a text that Postgres cannot hold spoil itself only', async () => {
    await copyRows(db.worker, target, [
      row(2, {
        name: 'a\0b\ud800c',
        issues: [{ code: 'NAME_INVALID', field: 'name', details: { value: 'x\0\ud800y𠮷' } }],
      }),
    ]);
    const [stored] = await db.owner.sql`select name from roster_row where roster_version_id = ${draft.rosterVersionId}`;
    expect(stored?.name).toBe('a\uFFFDb\uFFFDc');
    const [issue] = await db.owner
      .sql`select details from row_issue where roster_version_id = ${draft.rosterVersionId}`;
    expect(issue?.details).toEqual({ value: 'x\uFFFD\uFFFDy𠮷' });
  });

  it('stores all of a batch or nothing, and says why', async () => {
    await copyRows(db.worker, target, [row(2)]);
    await expect(copyRows(db.worker, target, [row(3), row(2)])).rejects.toMatchObject({ code: '23505' });
    expect(await countRows()).toBe(1);
    // The connection is usable afterwards.
    await copyRows(db.worker, target, [row(3)]);
    expect(await countRows()).toBe(2);
  });

  it('is fenced off once another attempt has begun, or the job has ended', async () => {
    const old = { ...target };
    await db.owner.sql`update job set attempt_token = gen_random_uuid() where id = ${draft.jobId}`;
    await expect(copyRows(db.worker, old, [row(2)])).rejects.toBeInstanceOf(AttemptFenced);
    await expect(
      copyRowIssues(db.worker.sql, old, [{ rowNumber: 2, code: 'HIDDEN_ROW', field: 'row', details: {} }]),
    ).rejects.toBeInstanceOf(AttemptFenced);
    await expect(clearRosterRows(db.worker.sql, old)).rejects.toBeInstanceOf(AttemptFenced);
    await db.owner.sql`update job set attempt_token = ${old.attemptToken}, state = 'failed' where id = ${draft.jobId}`;
    await expect(copyRows(db.worker, old, [row(2)])).rejects.toBeInstanceOf(AttemptFenced);
    expect(await countRows()).toBe(0);
  });

  it('cannot run as huzhu_web', async () => {
    await expect(copyRows(db.web, target, [row(2)])).rejects.toThrow();
    expect(await countRows()).toBe(0);
  });
});

describe('copyRowIssues', () => {
  it('adds issues and counts them in on their rows', async () => {
    await copyRows(db.worker, target, [
      row(2, { issues: [{ code: 'HIDDEN_ROW', field: 'row', details: {} }] }),
      row(3),
      row(4),
    ]);
    await copyRowIssues(db.worker.sql, target, [
      { rowNumber: 2, code: 'ID_DUPLICATE_IN_FILE', field: 'idNumber', details: { rows: [3] } },
      { rowNumber: 3, code: 'ID_DUPLICATE_IN_FILE', field: 'idNumber', details: { rows: [2] } },
      { rowNumber: 3, code: 'COVER_NEEDS_REVIEW', field: 'row', planCode: 'HOSP', details: {} },
    ]);
    const rows = await db.owner.sql`
      select row_number, error_count, warning_count from roster_row
      where roster_version_id = ${draft.rosterVersionId} order by row_number`;
    expect(rows.map((r) => [r.row_number, r.error_count, r.warning_count])).toEqual([
      [2, 1, 1],
      [3, 1, 1],
      [4, 0, 0],
    ]);
  });
});

describe('clearRosterRows', () => {
  it('empties an unpublished version and leaves a published one', async () => {
    await copyRows(db.worker, target, [row(2), row(3)]);
    expect(await clearRosterRows(db.worker.sql, target)).toBe(2);
    expect(await countRows()).toBe(0);
    await copyRows(db.worker, target, [row(2)]);
    await db.owner.sql`update roster_version set published_at = now() where id = ${draft.rosterVersionId}`;
    expect(await clearRosterRows(db.worker.sql, target)).toBe(0);
    expect(await countRows()).toBe(1);
  });
});

describe('an import that will never count', () => {
  const read = () => ({
    applicationId: draft.applicationId,
    sheet: '参保名单',
    date1904: false,
    dataRows: 1,
    skippedRows: [],
    referenceDate: '2026-12-01' as never,
    today: '2026-11-23' as never,
    copiedFrom: null,
    layout: null,
  });

  it('keeps no rows when another file has taken its place', async () => {
    await copyRows(db.worker, target, [row(2), row(3)]);
    expect(await publishRoster(db.worker.sql, target, read())).toBe(false);
    expect(await countRows()).toBe(0);
  });

  it('keeps no rows when its file is refused after some of it was read', async () => {
    await db.owner.sql`update roster_version set discarded_at = null where id = ${draft.rosterVersionId}`;
    await copyRows(db.worker, target, [row(2), row(3)]);
    await discardRoster(db.worker.sql, draft.rosterVersionId);
    expect(await countRows()).toBe(0);
  });

  it('is told from one that counts: its rows stay', async () => {
    await db.owner.sql`update roster_version set discarded_at = null where id = ${draft.rosterVersionId}`;
    await copyRows(db.worker, target, [row(2), row(3)]);
    expect(await publishRoster(db.worker.sql, target, read())).toBe(true);
    await discardRoster(db.worker.sql, draft.rosterVersionId);
    expect(await countRows()).toBe(2);
  });
});
