import { randomUUID } from 'node:crypto';
import type { ApplicationState } from '@huzhu/domain/application/application-state';
import { coverEnd, premiumLines } from '@huzhu/domain/application/premium';
import { addDays, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanCode, PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { publicNumber } from '@huzhu/domain/public-number/public-number';
import { checkRow } from '@huzhu/domain/roster/check-row';
import { severityOf } from '@huzhu/domain/roster/issue-codes';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { CheckedRow, RawCell } from '@huzhu/domain/roster/roster-row';
import type { Database } from '../connect.ts';
import { checkOverlaps } from '../cover/check-overlaps.ts';
import type { SqlTransaction } from '../job/hold-attempt.ts';
import { type RosterPlace, storeIssues, storeRows } from '../roster/copy-rows.ts';
import type { SealedRow } from '../roster/sealed-row.ts';
import { DEMO_APPLICATIONS, type DemoApplication, type DemoCells, demoCells } from './demo-applications.ts';
import { type DemoEvent, demoHistory } from './demo-history.ts';

export interface DemoFile {
  readonly storageKey: string;
  readonly size: number;
  readonly sha256: Uint8Array;
}

export interface DemoTools {
  /** The business date: every date of the demo is counted from it. */
  readonly today: CalendarDate;
  /** Seals and hashes a checked row with the installation's keys, as the import does. */
  readonly seal: (row: CheckedRow) => SealedRow;
  /** Writes the roster as a workbook and stores it encrypted, as an upload is. */
  readonly storeRoster: (plans: readonly PlanVersion[], rows: readonly DemoCells[]) => Promise<DemoFile>;
}

const MARK = 'demo-data';
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * Puts the demo's applications, rosters, persons and cover into the database: the rows that the product itself would
 * have written, all in one transaction. Once per database (a mark in `setting`); needs seedDemo before it. As owner.
 * @returns how many applications were written; 0 when they are there already
 */
export async function seedDemoData(owner: Database, tools: DemoTools): Promise<number> {
  const [mark] = await owner.sql`select 1 from setting where key = ${MARK}`;
  if (mark) return 0;
  const prepared: Prepared[] = [];
  for (const application of DEMO_APPLICATIONS) prepared.push(await prepare(application, tools));
  return owner.sql.begin(async (sql) => {
    const taken = await sql`
      insert into setting (key, value) values (${MARK}, ${JSON.stringify({ version: 1, today: tools.today })}::text::jsonb)
      on conflict do nothing returning key`;
    if (taken.length === 0) return 0;
    const events: (DemoEvent & { readonly number: string; readonly unitId: number })[] = [];
    const rosters: StoredRoster[] = [];
    for (const one of prepared) {
      const { number, unitId, roster } = await write(sql, one);
      events.push(...one.history.events.map((event) => ({ ...event, number, unitId })));
      if (roster) rosters.push({ ...roster, one });
    }
    await storeRows(
      sql,
      rosters.map((roster) => ({ ...roster, rows: roster.one.rows })),
    );
    // The tables were empty a moment ago: without statistics every check reads them whole.
    await sql`analyze roster_row, roster_version, application, application_plan`;
    await sql`select lock_plans(array(select id from plan))`;
    for (const roster of rosters) await holdCover(sql, roster);
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

interface Prepared {
  readonly application: DemoApplication;
  readonly plans: readonly { readonly version: PlanVersion; readonly shares: number }[];
  readonly history: ReturnType<typeof demoHistory>;
  /** First day of cover by which the rows were judged, and the last. */
  readonly start: CalendarDate;
  readonly end: CalendarDate;
  readonly requestedDate: CalendarDate | null;
  readonly rows: readonly SealedRow[];
  readonly premiumFen: number;
  readonly file: DemoFile | undefined;
}

async function prepare(application: DemoApplication, tools: DemoTools): Promise<Prepared> {
  const plans = Object.entries(application.plans).map(([code, shares]) => ({
    version: seedPlan(code as PlanCode),
    shares,
  }));
  const history = demoHistory(application, plans, tools.today);
  const requestedDate = history.requestedDate;
  const start = requestedDate ?? addDays(history.day, 1);
  const [first] = plans;
  if (!first) throw new Error('an application of the demo has a plan');
  const lines = application.persons.map((person, position) => {
    const cells = withShares(demoCells(person, position), plans);
    return application.change?.(cells, position) ?? cells;
  });
  const versions = plans.map((plan) => plan.version);
  const context = {
    plans: plans.map(({ version, shares }) => ({ version, defaultShares: shares })),
    effectiveDate: start,
    today: history.day,
    date1904: false,
  };
  const checked = lines.map((cells, position) =>
    checkRow({ rowNumber: position + 2, hidden: false, cells: asCells(cells) }, context),
  );
  const premium = premiumLines(
    checked.map((row) => ({ shares: row.values.shares })),
    versions,
  );
  return {
    application,
    plans,
    history,
    start,
    end: coverEnd(first.version, start),
    requestedDate,
    rows: checked.map(tools.seal),
    premiumFen: premium.reduce((sum, line) => sum + line.amountFen, 0),
    file: lines.length > 0 ? await tools.storeRoster(versions, lines) : undefined,
  };
}

/** A man on a roster with a plan for women stands there with 0 份. */
function withShares(cells: DemoCells, plans: Prepared['plans']): DemoCells {
  if (plans.length < 2) return cells;
  const refused = plans.filter(({ version }) => version.sex === 'female' && cells.sex === '男');
  return { ...cells, ...Object.fromEntries(refused.map(({ version }) => [`shares:${version.code}`, '0'])) };
}

function asCells(cells: DemoCells): Partial<Record<RosterField, RawCell>> {
  return Object.fromEntries(
    Object.entries(cells).flatMap(([field, text]) => (text ? [[field, { kind: 'text' as const, text }]] : [])),
  );
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

async function write(sql: SqlTransaction, one: Prepared): Promise<Written> {
  const { application, history, rows, file } = one;
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
  const subject = { applicationId: inserted.id, unitId: place.unit_id, staffId: place.staff_id };
  await writePlans(sql, one, subject);
  const roster = file && (await writeRoster(sql, one, subject, file, submitted));
  return { number, unitId: place.unit_id, ...(roster && { roster }) };
}

interface Written {
  readonly number: string;
  readonly unitId: number;
  readonly roster?: Omit<StoredRoster, 'one'>;
}

/** A roster whose rows are still to come. */
interface StoredRoster extends RosterPlace {
  readonly one: Prepared;
  readonly applicationId: number;
  readonly submitted: boolean;
}

interface Subject {
  readonly applicationId: number;
  readonly unitId: number;
  readonly staffId: number;
}

async function writePlans(sql: SqlTransaction, one: Prepared, subject: Subject): Promise<void> {
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

async function writeRoster(
  sql: SqlTransaction,
  one: Prepared,
  { applicationId, unitId, staffId }: Subject,
  file: DemoFile,
  submitted: boolean,
): Promise<Omit<StoredRoster, 'one'>> {
  const { rows, history } = one;
  const importedAt = history.importedAt;
  const rosterVersionId = randomUUID();
  const counts = {
    rows: rows.length,
    clean: rows.filter((row) => row.issues.length === 0).length,
    errorRows: rows.filter((row) => row.issues.some((issue) => severityOf(issue.code) === 'error')).length,
    warningRows: rows.filter((row) => row.issues.some((issue) => severityOf(issue.code) === 'warning')).length,
  };
  await sql`
    with stored as (
      insert into file (unit_id, kind, storage_key, name, content_type, size, sha256, uploaded_by, created_at)
      values (${unitId}, 'roster', ${file.storageKey}, '参保名单.xlsx', ${CONTENT_TYPE}, ${file.size}, ${file.sha256}, ${staffId},
        ${importedAt}) returning id
    )
    insert into roster_version (id, application_id, unit_id, file_id, file_hash, reference_date, sheet, data_rows, frozen_at,
      created_at, published_at)
    select ${rosterVersionId}, ${applicationId}, ${unitId}, id, ${file.sha256}, ${one.start}, '参保名单', ${rows.length},
      ${submitted ? history.submittedAt : null}, ${importedAt}, ${importedAt} from stored`;
  await sql`
    insert into job (name, subject_type, subject_id, unit_id, payload, state, stage, done, total, progress, attempts, attempt_token,
      queued_at, created_at, started_at, heartbeat_at, finished_at)
    values ('parse-roster', 'roster_version', ${rosterVersionId}, ${unitId}, ${JSON.stringify({ rosterVersionId })}::text::jsonb,
      'succeeded', 'done', ${rows.length}, ${rows.length}, ${JSON.stringify(counts)}::text::jsonb, 1, gen_random_uuid(),
      ${importedAt}, ${importedAt}, ${importedAt}, ${importedAt}, ${importedAt})`;
  await sql`update application set roster_version_id = ${rosterVersionId} where id = ${applicationId}`;
  return { applicationId, rosterVersionId, unitId, submitted };
}

/** Reserves what the state holds, through the product's own function; a draft gets the findings instead. */
async function holdCover(sql: SqlTransaction, roster: StoredRoster): Promise<void> {
  const { one, applicationId, rosterVersionId } = roster;
  const state = COVER_STATE[one.application.state];
  if (state) {
    const findings = await sql`
      select code from reserve_cover(${applicationId}, ${rosterVersionId}, ${one.start}::date, ${one.end}::date)`;
    if (findings.length > 0) throw new Error(`the demo's persons are insured twice: ${one.application.unit}`);
    await sql`
      update cover set state = ${state}, created_at = ${one.history.submittedAt} where application_id = ${applicationId}`;
  } else if (!roster.submitted) {
    const period = { applicationId, rosterVersionId, start: one.start, end: one.end };
    await storeIssues(sql, roster, await checkOverlaps(sql, period));
  }
}
