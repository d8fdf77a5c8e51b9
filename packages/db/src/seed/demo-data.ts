import type { ApplicationState } from '@huzhu/domain/application/application-state';
import { publicNumber } from '@huzhu/domain/public-number/public-number';
import type { Database } from '../connect.ts';
import { checkOverlaps } from '../cover/check-overlaps.ts';
import type { SqlTransaction } from '../job/hold-attempt.ts';
import { storeLedgerRows } from '../ledger/copy-ledger.ts';
import { storeIssues, storeLines } from '../roster/copy-rows.ts';
import { rosterLines } from '../roster/roster-lines.ts';
import { DEMO_APPLICATIONS } from './demo-applications.ts';
import type { DemoEvent } from './demo-history.ts';
import { type DemoSubject, type WrittenImport, writeEvidence, writeImport } from './demo-imports.ts';
import { type DemoTools, type PreparedApplication, prepareDemo } from './prepare-demo.ts';

const MARK = 'demo-data';

/**
 * Puts the demo's applications, rosters, persons and cover into the database: the rows that the product itself would
 * have written, all in one transaction. Once per database (a mark in `setting`); needs seedDemo before it. As owner.
 * @returns how many applications were written; 0 when they are there already
 */
export async function seedDemoData(owner: Database, tools: DemoTools): Promise<number> {
  const [mark] = await owner.sql`select 1 from setting where key = ${MARK}`;
  if (mark) return 0;
  // At once: one by one, a quarter of the time would be waiting for the disk.
  const prepared = await Promise.all(DEMO_APPLICATIONS.map((application) => prepareDemo(application, tools)));
  return owner.sql.begin(async (sql) => {
    const taken = await sql`
      insert into setting (key, value) values (${MARK}, ${JSON.stringify({ version: 2, today: tools.today })}::text::jsonb)
      on conflict do nothing returning key`;
    if (taken.length === 0) return 0;
    const events: (DemoEvent & { readonly number: string; readonly unitId: number })[] = [];
    const written: Written[] = [];
    for (const one of prepared) {
      const subject = await write(sql, one);
      const { number, unitId } = subject;
      events.push(...one.history.events.map((event) => ({ ...event, number, unitId })));
      const imports: WrittenImport[] = [];
      for (const read of one.imports) imports.push(await writeImport(sql, subject, read));
      await writeEvidence(sql, subject, one.evidence);
      written.push({ one, subject, imports });
    }
    const imports = written.flatMap((application) => application.imports);
    await storeLines(
      sql,
      imports.map((read) => rosterLines(read, read.rows)),
    );
    await storeLedgerRows(
      sql,
      imports.flatMap(({ unitId, ledger }) => (ledger ? [{ ...ledger, unitId }] : [])),
    );
    // The tables were empty a moment ago: without statistics every check reads them whole.
    await sql`analyze roster_row, roster_version, ledger_row, ledger_version, application, application_plan`;
    await sql`select lock_plans(array(select id from plan))`;
    for (const application of written) await holdCover(sql, application);
    for (const application of written) await judge(sql, application);
    events.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
    await sql`
      insert into audit_event (at, staff_id, staff_name, role, action, unit_id, subject_type, subject_id, from_state, to_state,
        reason, details, request_id, address)
      select e.at::timestamptz, s.id, coalesce(s.name, '系统'), e.role, e.action, e."unitId", 'application', e.number, e."from",
        e."to", e.reason, coalesce(e.details, '{}'), case when s.id is null then null else gen_random_uuid() end,
        case when s.id is null then null else '127.0.0.1' end
      from jsonb_to_recordset(${JSON.stringify(events)}::text::jsonb) as e (at text, username text, role text, action text,
        "unitId" bigint, number text, "from" text, "to" text, reason text, details jsonb)
      left join staff s on s.username = e.username`;
    return prepared.length;
  });
}

const SUBMITTED: readonly ApplicationState[] = [
  'pending_review',
  'returned',
  'rejected',
  'withdrawn',
  'in_force',
  'expired',
];
/** What became of the persons' 份; absent: nothing is held. */
const COVER_STATE: Readonly<Partial<Record<ApplicationState, string>>> = {
  pending_review: 'reserved',
  returned: 'reserved',
  in_force: 'in_force',
  expired: 'ended',
};

interface Written {
  readonly one: PreparedApplication;
  readonly subject: DemoSubject;
  readonly imports: readonly WrittenImport[];
}

async function write(sql: SqlTransaction, one: PreparedApplication): Promise<DemoSubject & { number: string }> {
  const { application, history, rows } = one;
  const [place] = await sql<{ unit_id: number; staff_id: number; name: string; phone: string }[]>`
    select u.id as unit_id, s.id as staff_id, s.name, s.phone from unit u, staff s
    where u.code = ${application.unit} and s.username = ${application.operator}`;
  if (!place) throw new Error(`the demo lacks the unit ${application.unit} or ${application.operator}`);
  const [counter] = await sql<{ last: number }[]>`
    insert into public_number_counter (kind, day, last) values ('application', ${history.createdDay}, 1)
    on conflict (kind, day) do update set last = public_number_counter.last + 1 returning last`;
  const number = publicNumber('application', history.createdDay, counter?.last ?? 1);
  const submitted = SUBMITTED.includes(application.state) && history.submittedAt !== null;
  const [inserted] = await sql<{ id: number }[]>`
    insert into application (number, unit_id, state, version, requested_date, effective_date, end_date, contact, headcount,
      premium_fen, created_by, created_at, updated_at, submitted_by, submitted_at)
    values (${number}, ${place.unit_id}, ${application.state}, ${history.version}, ${one.requestedDate},
      ${submitted ? one.start : null}, ${submitted ? one.end : null},
      ${rows.length > 0 ? JSON.stringify({ name: place.name, phone: place.phone }) : null}::text::jsonb,
      ${submitted ? rows.length : 0}, ${submitted ? one.premiumFen : null}, ${place.staff_id}, ${history.createdAt},
      ${history.changedAt}, ${submitted ? place.staff_id : null}, ${submitted ? history.submittedAt : null})
    returning id`;
  if (!inserted) throw new Error('the application was not inserted');
  const subject = { applicationId: inserted.id, unitId: place.unit_id, staffId: place.staff_id, number };
  await writePlans(sql, one, subject);
  return subject;
}

async function writePlans(sql: SqlTransaction, one: PreparedApplication, subject: DemoSubject): Promise<void> {
  for (const [position, { version, shares }] of one.plans.entries()) {
    await sql`
      insert into application_plan (application_id, plan_id, plan_version_id, unit_id, shares, position)
      select ${subject.applicationId}, p.id, v.id, ${subject.unitId}, ${shares}, ${position}
      from plan p join plan_version v on v.plan_id = p.id and v.label = ${version.version} where p.code = ${version.code}`;
    if (!one.history.acceptedAt) continue;
    await sql`
      insert into notice_acceptance (application_id, unit_id, notice_text_id, hash, accepted_by, accepted_at, address)
      select ${subject.applicationId}, ${subject.unitId}, n.id, n.hash, ${subject.staffId}, ${one.history.acceptedAt}, '127.0.0.1'
      from notice_text n join plan_version v on v.id = n.plan_version_id join plan p on p.id = v.plan_id
      where p.code = ${version.code} and v.label = ${version.version} order by n.id desc limit 1`;
  }
}

/** Reserves what the state holds, through the product's own function; a draft gets the findings instead. */
async function holdCover(sql: SqlTransaction, { one, subject, imports }: Written): Promise<void> {
  const [first] = imports;
  if (!first) return;
  const { applicationId } = subject;
  const { rosterVersionId } = first;
  const state = COVER_STATE[one.application.state];
  if (state) {
    const findings = await sql`
      select code from reserve_cover(${applicationId}, ${rosterVersionId}, ${one.start}::date, ${one.end}::date)`;
    if (findings.length > 0) throw new Error(`the demo's persons are insured twice: ${one.application.unit}`);
    await sql`
      update cover set state = ${state}, created_at = ${one.history.submittedAt} where application_id = ${applicationId}`;
  } else if (!first.frozen) {
    const period = { applicationId, rosterVersionId, start: one.start, end: one.end };
    await storeIssues(sql, first, await checkOverlaps(sql, period));
  }
}

/** Each list becomes the application's in its turn, and is judged by the ledger that counts then. */
async function judge(sql: SqlTransaction, { subject, imports }: Written): Promise<void> {
  for (const { rosterVersionId, ledger, judgedOn } of imports) {
    await sql`
      update application set roster_version_id = ${rosterVersionId},
        ledger_version_id = coalesce(${ledger?.ledgerVersionId ?? null}, ledger_version_id)
      where id = ${subject.applicationId}`;
    await sql`select judge_ledger(${subject.applicationId}, ${rosterVersionId}, ${judgedOn}::date)`;
  }
}
