import { createHash } from 'node:crypto';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import type { Database } from '../connect.ts';
import { seedPlans } from '../seed/plans.ts';

export interface World {
  readonly units: { city: number; district: number; a: number; b: number };
  readonly staff: { operatorA: number; operatorB: number; manager: number; reviewer: number };
  readonly plans: Readonly<Record<PlanCode, { planId: number; versionId: number; noticeId: number }>>;
  /** One draft application per basic unit, with a roster of one row. */
  readonly applications: { a: DraftOf; b: DraftOf };
}

export interface DraftOf {
  readonly applicationId: number;
  readonly rosterVersionId: string;
  readonly jobId: string;
}

/** Two basic units under one district, their staff, the seed's plans, and a row in every table that has a unit. */
export async function seedWorld(owner: Database): Promise<World> {
  const { sql } = owner;
  await seedPlans(owner);
  const planRows = await sql<{ code: PlanCode; plan_id: number; version_id: number; notice_id: number }[]>`
    select p.code, p.id as plan_id, v.id as version_id, n.id as notice_id
    from plan p join plan_version v on v.plan_id = p.id join notice_text n on n.plan_version_id = v.id`;
  const plans = Object.fromEntries(
    planRows.map((row) => [row.code, { planId: row.plan_id, versionId: row.version_id, noticeId: row.notice_id }]),
  ) as World['plans'];
  const city = await addUnit(owner, 'U-CITY', null);
  const district = await addUnit(owner, 'U-DISTRICT', city);
  const a = await addUnit(owner, 'U-A', district);
  const b = await addUnit(owner, 'U-B', district);
  const operatorA = await addStaff(owner, 'operator-a', 'operator', a);
  const operatorB = await addStaff(owner, 'operator-b', 'operator', b);
  const manager = await addStaff(owner, 'manager', 'manager', district);
  const reviewer = await addStaff(owner, 'reviewer', 'reviewer', null);
  const world = { units: { city, district, a, b }, staff: { operatorA, operatorB, manager, reviewer }, plans };
  const applications = {
    a: await addDraft(owner, world, { unitId: a, staffId: operatorA, plans: { HOSP: 1 } }),
    b: await addDraft(owner, world, { unitId: b, staffId: operatorB, plans: { HOSP: 1 } }),
  };
  for (const [unitId, draft] of [
    [a, applications.a],
    [b, applications.b],
  ] as const) {
    await addRow(owner, draft, {
      unitId,
      rowNumber: 2,
      person: `world-${unitId}`,
      name: '测试员',
      shares: { HOSP: 1 },
    });
    await sql`insert into row_issue (roster_version_id, row_number, unit_id, code, severity, field)
      values (${draft.rosterVersionId}, 2, ${unitId}, 'HIDDEN_ROW', 'warning', 'row')`;
    await sql`insert into row_fix (roster_version_id, fix_id, row_number, unit_id, revision, raw_cipher, corrected)
      values (${draft.rosterVersionId}, gen_random_uuid(), 2, ${unitId}, 2, '\\x00', false)`;
    await sql`insert into header_mapping (unit_id, fingerprint, columns) values (${unitId}, 'x', '[]')`;
    const [stored] = await sql<{ id: string }[]>`
      insert into file (unit_id, kind, storage_key, name, content_type, size, sha256, uploaded_by)
      values (${unitId}, 'ledger', ${`ledger-${unitId}`}, 'ledger.xlsx', 'application/zip', 1, '\\x00', ${operatorA}) returning id`;
    const [ledger] = await sql<{ id: string }[]>`
      insert into ledger_version (application_id, unit_id, file_id, file_hash, discarded_at)
      values (${draft.applicationId}, ${unitId}, ${stored?.id ?? ''}, '\\x00', now()) returning id`;
    await sql`insert into ledger_row (ledger_version_id, row_number, unit_id, id_hash, id_cipher, name, name_key, month, stopped)
      values (${ledger?.id ?? ''}, 2, ${unitId}, '\\x00', '\\x00', '测试员', '测试员', '2020-01', false)`;
    await sql`insert into row_evidence (application_id, unit_id, ledger_hash, file_id, uploaded_by)
      values (${draft.applicationId}, ${unitId}, '\\x00', ${stored?.id ?? ''}, ${operatorA})`;
    await sql`insert into notice_acceptance (application_id, unit_id, notice_text_id, hash, accepted_by, address)
      values (${draft.applicationId}, ${unitId}, ${plans.HOSP.noticeId}, 'x', ${operatorA}, '127.0.0.1')`;
    await sql`insert into audit_event (staff_name, role, action, unit_id, subject_type, subject_id)
      values ('测试', 'operator', 'create', ${unitId}, 'application', ${String(draft.applicationId)})`;
    const [person] = await sql<{ id: number }[]>`
      insert into person (id_hash, id_cipher) values (${testHash(`covered-${unitId}`)}, '\\x00') returning id`;
    await sql`insert into cover (person_id, plan_id, unit_id, application_id, roster_version_id, row_number, name, start_date, end_date, shares, state)
      values (${person?.id ?? 0}, ${plans.ACC.planId}, ${unitId}, ${draft.applicationId}, ${draft.rosterVersionId}, 3, '测试员', '2020-01-01', '2020-12-31', 1, 'ended')`;
    await addLaterLife(owner, world, { ...draft, unitId, fileId: stored?.id ?? '' });
  }
  return { ...world, applications };
}

/** A row in each table of what follows a submission; together they need not make sense. */
async function addLaterLife(
  owner: Database,
  { staff, plans }: Pick<World, 'staff' | 'plans'>,
  at: { applicationId: number; unitId: number; fileId: string },
): Promise<void> {
  const { sql } = owner;
  const { applicationId, unitId, fileId } = at;
  const key = `W-${unitId}`;
  await sql`insert into review_mark (application_id, unit_id, sentence, marked_by)
    values (${applicationId}, ${unitId}, '请核对', ${staff.reviewer})`;
  const [notice] = await sql<{ id: number }[]>`
    insert into payment_notice (number, application_id, unit_id, version, match_code, issued_on, due_on, total_fen, content, content_hash, issued_by)
    values (${key}, ${applicationId}, ${unitId}, 1, ${key}, '2020-01-01', '2020-01-16', 100, '{}', 'x', ${staff.reviewer}) returning id`;
  await sql`insert into payment (application_id, unit_id, notice_id, payer_name, payer_bank, payer_account_cipher, payer_account_masked, amount_fen, paid_on, serial_number, submitted_by)
    values (${applicationId}, ${unitId}, ${notice?.id ?? 0}, '测试', '测试', '\\x00', '***', 100, '2020-01-02', '1', ${staff.operatorA})`;
  await sql`insert into refund (number, application_id, unit_id, cause, amount_fen, reason)
    values (${key}, ${applicationId}, ${unitId}, 'overpaid', 1, '测试')`;
  await sql`insert into invoice_request (application_id, unit_id, title, credit_code, email, updated_by)
    values (${applicationId}, ${unitId}, '测试', 'x', 'x@example.invalid', ${staff.operatorA})`;
  await sql`insert into early_invoice (application_id, unit_id, title, amount_fen, credit_code, email, reason, pay_by, undertaking_file_id, requested_by)
    values (${applicationId}, ${unitId}, '测试', 100, 'x', 'x@example.invalid', '测试', '2020-02-01', ${fileId}, ${staff.operatorA})`;
  await sql`insert into invoice (number, application_id, unit_id, title, amount_fen, issued_on, file_id, issued_by)
    values (${key}, ${applicationId}, ${unitId}, '测试', 100, '2020-01-03', ${fileId}, ${staff.reviewer})`;
  await sql`insert into undertaking (number, application_id, unit_id, version, content, content_hash, filled_by)
    values (${key}, ${applicationId}, ${unitId}, 1, '{}', 'x', ${staff.operatorA})`;
  await sql`insert into termination (application_id, unit_id, reason, proposed_by)
    values (${applicationId}, ${unitId}, '测试', ${staff.reviewer})`;
  const [statement] = await sql<{ id: string }[]>`
    insert into bank_statement (file_name, file_hash, lines, added, imported_by)
    values ('测试.xlsx', '\\x00', 1, 1, ${staff.reviewer}) returning id`;
  const [received] = await sql<{ id: string }[]>`
    insert into receipt (statement_id, fingerprint, received_on, amount_fen, payer_name, payer_account_masked, remark, reference)
    values (${statement?.id ?? ''}, ${testHash(key)}, '2020-01-02', 100, '测试', '***', '', '1') returning id`;
  await sql`insert into receipt_claim (receipt_id, application_id, unit_id, amount_fen, claimed_by)
    values (${received?.id ?? ''}, ${applicationId}, ${unitId}, 100, ${staff.reviewer})`;
  const [policy] = await sql<{ id: number }[]>`
    insert into policy (number, application_id, unit_id, start_date, end_date, headcount, shares, premium_fen, issued_on, verify_token, content_hash)
    values (${key}, ${applicationId}, ${unitId}, '2020-01-01', '2020-12-31', 1, 1, 100, '2020-01-01', ${key}, 'x') returning id`;
  await sql`insert into policy_plan (policy_id, plan_id, plan_version_id, unit_id, headcount, shares, premium_fen)
    values (${policy?.id ?? 0}, ${plans.HOSP.planId}, ${plans.HOSP.versionId}, ${unitId}, 1, 1, 100)`;
  const [endorsement] = await sql<{ id: number }[]>`
    insert into endorsement (number, policy_id, sequence, kind, unit_id, effective_date, issued_on, before_headcount, before_shares,
      before_premium_fen, headcount, shares, premium_fen, content, content_hash, verify_token)
    values (${`${key}-01`}, ${policy?.id ?? 0}, 1, 'supplement', ${unitId}, '2020-02-01', '2020-02-01', 1, 1, 100, 1, 1, 50, '{}', 'x',
      ${`${key}-01`}) returning id`;
  const [change] = await sql<{ id: string }[]>`
    insert into policy_change (number, policy_id, unit_id, kind, reason, requested_by)
    values (${`${key}-BG`}, ${policy?.id ?? 0}, ${unitId}, 'correction', '测试', ${staff.operatorA}) returning id`;
  await sql`insert into policy_change_row (change_id, application_id, row_number, unit_id, roster_version_id, id_masked, before)
    values (${change?.id ?? ''}, ${applicationId}, 2, ${unitId}, gen_random_uuid(), '***', '{}')`;
  await sql`insert into endorsement_plan (endorsement_id, plan_id, unit_id, headcount, shares, premium_fen)
    values (${endorsement?.id ?? 0}, ${plans.HOSP.planId}, ${unitId}, 1, 1, 50)`;
}

async function addUnit(owner: Database, code: string, parentId: number | null): Promise<number> {
  const [row] = await owner.sql<{ id: number }[]>`
    insert into unit (code, name, parent_id) values (${code}, ${`测试单位 ${code}`}, ${parentId}) returning id`;
  return row?.id ?? 0;
}

async function addStaff(owner: Database, username: string, role: string, unitId: number | null): Promise<number> {
  const { sql } = owner;
  await sql`insert into auth_user (id, name, email, username) values (${username}, ${username}, ${`${username}@example.invalid`}, ${username})`;
  const [row] = await sql<{ id: number }[]>`
    insert into staff (auth_user_id, username, name) values (${username}, ${username}, ${username}) returning id`;
  const id = row?.id ?? 0;
  await sql`insert into role_grant (staff_id, role) values (${id}, ${role})`;
  if (unitId !== null) await sql`insert into membership (staff_id, unit_id) values (${id}, ${unitId})`;
  return id;
}

let sequence = 0;

/** A draft application with an empty, published roster and a queued import job. */
export async function addDraft(
  owner: Database,
  world: Pick<World, 'plans'>,
  input: { unitId: number; staffId: number; plans: Partial<Record<PlanCode, number>> },
): Promise<DraftOf> {
  const { sql } = owner;
  sequence += 1;
  const unique = `${process.pid}-${sequence}`;
  const [application] = await sql<{ id: number }[]>`
    insert into application (number, unit_id, created_by) values (${`TEST-${unique}`}, ${input.unitId}, ${input.staffId}) returning id`;
  const applicationId = application?.id ?? 0;
  for (const [code, shares] of Object.entries(input.plans)) {
    const { planId, versionId } = world.plans[code as PlanCode];
    await sql`insert into application_plan (application_id, plan_id, plan_version_id, unit_id, shares)
      values (${applicationId}, ${planId}, ${versionId}, ${input.unitId}, ${shares})`;
  }
  const [file] = await sql<{ id: string }[]>`
    insert into file (unit_id, kind, storage_key, name, content_type, size, sha256, uploaded_by)
    values (${input.unitId}, 'roster', ${unique}, 'roster.xlsx', 'application/octet-stream', 1, '\\x00', ${input.staffId}) returning id`;
  const [version] = await sql<{ id: string }[]>`
    insert into roster_version (application_id, unit_id, file_id, file_hash, published_at)
    values (${applicationId}, ${input.unitId}, ${file?.id ?? ''}, '\\x00', now()) returning id`;
  const rosterVersionId = version?.id ?? '';
  await sql`update application set roster_version_id = ${rosterVersionId} where id = ${applicationId}`;
  const [job] = await sql<{ id: string }[]>`
    insert into job (name, subject_type, subject_id, unit_id, payload)
    values ('parse-roster', 'roster_version', ${rosterVersionId}, ${input.unitId},
      ${JSON.stringify({ rosterVersionId })}::text::jsonb) returning id`;
  return { applicationId, rosterVersionId, jobId: job?.id ?? '' };
}

/** A row whose person is told apart by a word; no ID number, real or synthetic, is needed where only hashes count. */
export async function addRow(
  owner: Database,
  draft: Pick<DraftOf, 'rosterVersionId'>,
  row: { unitId: number; rowNumber: number; person: string; name: string; shares: Partial<Record<PlanCode, number>> },
): Promise<void> {
  await owner.sql`
    insert into roster_row (roster_version_id, row_number, unit_id, name, id_hash, id_cipher, raw_cipher, shares)
    values (${draft.rosterVersionId}, ${row.rowNumber}, ${row.unitId}, ${row.name}, ${testHash(row.person)}, '\\x00', '\\x00',
      ${JSON.stringify(row.shares)}::text::jsonb)`;
}

export function testHash(person: string): Uint8Array {
  return Buffer.concat([Buffer.from([1]), createHash('sha256').update(person).digest()]);
}
