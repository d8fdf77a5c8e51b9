import type { DatabaseRole } from './role-url.ts';

type Privilege = 'select' | 'insert' | 'update' | 'delete';
type Grants = Readonly<Record<DatabaseRole, readonly Privilege[]>>;

const ALL: readonly Privilege[] = ['select', 'insert', 'update', 'delete'];

/**
 * What each role may do with each table: total over the tables (a test compares it with the catalogue), so that a new
 * table is closed until somebody decides. Row-level security narrows huzhu_web further (migrations/0001_scope.sql).
 */
export const TABLE_GRANTS: Readonly<Record<string, Grants>> = {
  // better-auth runs as huzhu_web.
  auth_user: { huzhu_web: ALL, huzhu_worker: [] },
  auth_session: { huzhu_web: ALL, huzhu_worker: [] },
  auth_account: { huzhu_web: ALL, huzhu_worker: [] },
  auth_verification: { huzhu_web: ALL, huzhu_worker: [] },
  sign_in_attempt: { huzhu_web: ['select', 'insert', 'delete'], huzhu_worker: ['select', 'delete'] },
  staff: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select'] },
  membership: { huzhu_web: ['select', 'insert', 'delete'], huzhu_worker: ['select'] },
  role_grant: { huzhu_web: ['select', 'insert', 'delete'], huzhu_worker: ['select'] },
  unit: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select'] },
  plan: { huzhu_web: ['select'], huzhu_worker: ['select'] },
  plan_version: { huzhu_web: ['select'], huzhu_worker: ['select'] },
  notice_text: { huzhu_web: ['select'], huzhu_worker: ['select'] },
  application: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select', 'update'] },
  application_plan: { huzhu_web: ALL, huzhu_worker: ['select'] },
  notice_acceptance: { huzhu_web: ['select', 'insert', 'delete'], huzhu_worker: ['select'] },
  public_number_counter: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select', 'insert', 'update'] },
  roster_version: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select', 'update'] },
  roster_row: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ALL },
  row_issue: { huzhu_web: ALL, huzhu_worker: ALL },
  row_fix: { huzhu_web: ['select', 'insert', 'delete'], huzhu_worker: [] },
  header_mapping: { huzhu_web: ['select', 'delete'], huzhu_worker: ['select', 'insert', 'update'] },
  ledger_version: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select', 'update'] },
  ledger_row: { huzhu_web: ['select'], huzhu_worker: ALL },
  row_evidence: { huzhu_web: ALL, huzhu_worker: ['select'] },
  file: { huzhu_web: ['select', 'insert'], huzhu_worker: ['select', 'insert', 'delete'] },
  // A person has no unit: huzhu_web reaches persons only through functions that return row numbers.
  person: { huzhu_web: [], huzhu_worker: ['select'] },
  cover: { huzhu_web: ['select'], huzhu_worker: ['select', 'update'] },
  job: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select', 'insert', 'update'] },
  outbox: { huzhu_web: ['insert'], huzhu_worker: ALL },
  queue_pause: { huzhu_web: ['select', 'insert', 'delete'], huzhu_worker: ['select'] },
  worker_heartbeat: { huzhu_web: ['select'], huzhu_worker: ALL },
  review_mark: { huzhu_web: ALL, huzhu_worker: ['select'] },
  payment_notice: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select', 'update'] },
  payment: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select', 'update'] },
  refund: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select', 'insert'] },
  bank_statement: { huzhu_web: ['select', 'insert'], huzhu_worker: [] },
  receipt: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: [] },
  receipt_claim: { huzhu_web: ['select', 'insert'], huzhu_worker: [] },
  termination: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: [] },
  invoice_request: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select'] },
  undertaking: { huzhu_web: ['select', 'insert'], huzhu_worker: ['select', 'update'] },
  early_invoice: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select', 'update'] },
  invoice: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select', 'update'] },
  policy: { huzhu_web: ['select'], huzhu_worker: ['select', 'insert', 'update'] },
  endorsement: { huzhu_web: ['select', 'insert'], huzhu_worker: ['select', 'insert', 'update'] },
  endorsement_plan: { huzhu_web: ['select', 'insert'], huzhu_worker: ['select', 'insert'] },
  policy_change: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select'] },
  policy_change_row: { huzhu_web: ['select', 'insert'], huzhu_worker: ['select'] },
  policy_plan: { huzhu_web: ['select'], huzhu_worker: ['select', 'insert'] },
  notification: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select', 'insert', 'delete'] },
  setting: { huzhu_web: ['select', 'insert', 'update'], huzhu_worker: ['select'] },
  request_log: { huzhu_web: ['select', 'insert', 'update', 'delete'], huzhu_worker: ['select', 'delete'] },
  audit_event: { huzhu_web: ['select', 'insert'], huzhu_worker: ['select', 'insert'] },
};

/** Views run with the owner's rights: each shows some columns through a gate of its own. */
export const VIEW_GRANTS: Readonly<Record<string, Grants>> = {
  queue_desk_job: { huzhu_web: ['select'], huzhu_worker: [] },
  queue_desk_audit: { huzhu_web: ['select'], huzhu_worker: [] },
};

/** Functions that run with the owner's rights or are needed by policies; all others are closed to both roles. */
export const FUNCTION_GRANTS: Readonly<Record<string, readonly DatabaseRole[]>> = {
  'scope_is_all()': ['huzhu_web', 'huzhu_worker'],
  'current_scope()': ['huzhu_web', 'huzhu_worker'],
  'unit_in_scope(bigint)': ['huzhu_web', 'huzhu_worker'],
  'units_of_staff(bigint)': ['huzhu_web', 'huzhu_worker'],
  'migrated_at()': ['huzhu_web', 'huzhu_worker'],
  'lock_plans(bigint[])': ['huzhu_web', 'huzhu_worker'],
  'check_overlaps(bigint, uuid, date, date, integer[])': ['huzhu_web', 'huzhu_worker'],
  'reserve_cover(bigint, uuid, date, date)': ['huzhu_web', 'huzhu_worker'],
  'judge_ledger(bigint, uuid, date, integer[])': ['huzhu_web', 'huzhu_worker'],
  'judge_rows_by_ledger(bigint, uuid, date, integer[])': ['huzhu_web', 'huzhu_worker'],
  'queue_desk_open()': ['huzhu_web'],
  'queue_desk_retry(uuid, integer, integer)': ['huzhu_web'],
  'queue_desk_cancel(uuid, text, integer, text, text)': ['huzhu_web'],
  'release_cover(bigint)': ['huzhu_web', 'huzhu_worker'],
  'settle_cover(bigint, date, date, text)': ['huzhu_web', 'huzhu_worker'],
  'drop_cover(bigint, integer[])': ['huzhu_web', 'huzhu_worker'],
  'end_cover(bigint, date)': ['huzhu_web', 'huzhu_worker'],
  'staff_to_notify(bigint, text[])': ['huzhu_web', 'huzhu_worker'],
  'verify_policy(text)': ['huzhu_web'],
  'verify_endorsement(text)': ['huzhu_web'],
  'replace_covered_row(bigint, integer, integer)': ['huzhu_web'],
  'end_cover_of_persons(bigint, bigint[], date)': ['huzhu_web'],
  'count_new_persons(bigint, bigint)': ['huzhu_web', 'huzhu_worker'],
  'cover_of_person(bytea[])': ['huzhu_web'],
};
