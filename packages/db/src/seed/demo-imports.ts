import { randomUUID } from 'node:crypto';
import { severityOf } from '@huzhu/domain/roster/issue-codes';
import type { SqlTransaction } from '../job/hold-attempt.ts';
import type { SealedLedgerRow } from '../ledger/copy-ledger.ts';
import type { RosterPlace } from '../roster/roster-lines.ts';
import type { SealedRow } from '../roster/sealed-row.ts';
import { LEDGER_NAME, ROSTER_NAME } from './demo-history.ts';
import type { DemoFile, PreparedApplication, PreparedImport, PreparedLedger } from './prepare-demo.ts';

export interface DemoSubject {
  readonly applicationId: number;
  readonly unitId: number;
  readonly staffId: number;
}

/** Versions that are published and whose rows are still to come. */
export interface WrittenImport extends RosterPlace {
  readonly rows: readonly SealedRow[];
  readonly frozen: boolean;
  readonly judgedOn: PreparedImport['judgedOn'];
  readonly ledger?: { readonly ledgerVersionId: string; readonly rows: readonly SealedLedgerRow[] };
}

const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The files, jobs and versions of a roster and of its 社保台账 as two imports that succeeded leave them. */
export async function writeImport(
  sql: SqlTransaction,
  subject: DemoSubject,
  read: PreparedImport,
): Promise<WrittenImport> {
  const { applicationId, unitId } = subject;
  const { rows, rosterAt, roster, judgedOn } = read;
  const rosterVersionId = randomUUID();
  const fileId = await writeFile(sql, subject, { ...roster, kind: 'roster', name: ROSTER_NAME, at: rosterAt });
  await sql`
    insert into roster_version (id, application_id, unit_id, file_id, file_hash, reference_date, sheet, data_rows, frozen_at,
      created_at, published_at)
    values (${rosterVersionId}, ${applicationId}, ${unitId}, ${fileId}, ${roster.sha256}, ${read.start}, '参保名单',
      ${rows.length}, ${read.frozenAt}, ${rosterAt}, ${rosterAt})`;
  const rowsWith = (severity: 'error' | 'warning') =>
    rows.filter((row) => row.issues.some((issue) => severityOf(issue.code) === severity)).length;
  await writeJob(sql, subject, {
    name: 'parse-roster',
    subjectType: 'roster_version',
    payload: { rosterVersionId },
    subjectId: rosterVersionId,
    rows: rows.length,
    progress: {
      rows: rows.length,
      clean: rows.filter((row) => row.issues.length === 0).length,
      errorRows: rowsWith('error'),
      warningRows: rowsWith('warning'),
    },
    at: rosterAt,
  });
  const ledgerVersionId = read.ledger && (await writeLedger(sql, subject, read.ledger));
  return {
    rosterVersionId,
    unitId,
    rows,
    frozen: read.frozenAt !== null,
    judgedOn,
    ...(read.ledger && ledgerVersionId && { ledger: { ledgerVersionId, rows: read.ledger.rows } }),
  };
}

async function writeLedger(
  sql: SqlTransaction,
  subject: DemoSubject,
  { at, file, month, rows }: PreparedLedger,
): Promise<string> {
  const ledgerVersionId = randomUUID();
  const fileId = await writeFile(sql, subject, { ...file, kind: 'ledger', name: LEDGER_NAME, at });
  const latest = rows.filter((row) => row.month === month).map((row) => Buffer.from(row.idHash).toString('base64'));
  await sql`
    insert into ledger_version (id, application_id, unit_id, file_id, file_hash, sheet, data_rows, latest_month, persons,
      created_at, published_at)
    values (${ledgerVersionId}, ${subject.applicationId}, ${subject.unitId}, ${fileId}, ${file.sha256}, '社保台账',
      ${rows.length}, ${month}, ${new Set(latest).size}, ${at}, ${at})`;
  await writeJob(sql, subject, {
    name: 'import-ledger',
    subjectType: 'ledger_version',
    payload: { ledgerVersionId },
    subjectId: ledgerVersionId,
    rows: rows.length,
    progress: {},
    at,
  });
  return ledgerVersionId;
}

/** 【上传证明】 beside these persons. */
export async function writeEvidence(
  sql: SqlTransaction,
  subject: DemoSubject,
  evidence: PreparedApplication['evidence'],
): Promise<void> {
  for (const { ledgerHash, at, file } of evidence) {
    const fileId = await writeFile(sql, subject, {
      ...file,
      kind: 'evidence',
      name: '入职证明.png',
      contentType: 'image/png',
      at,
    });
    await sql`
      insert into row_evidence (application_id, unit_id, ledger_hash, file_id, uploaded_by, uploaded_at)
      values (${subject.applicationId}, ${subject.unitId}, ${ledgerHash}, ${fileId}, ${subject.staffId}, ${at})`;
  }
}

async function writeFile(
  sql: SqlTransaction,
  { unitId, staffId }: DemoSubject,
  file: DemoFile & { readonly kind: string; readonly name: string; readonly contentType?: string; readonly at: string },
): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into file (id, unit_id, kind, storage_key, name, content_type, size, sha256, uploaded_by, created_at)
    values (${id}, ${unitId}, ${file.kind}, ${file.storageKey}, ${file.name}, ${file.contentType ?? CONTENT_TYPE}, ${file.size},
      ${file.sha256}, ${staffId}, ${file.at})`;
  return id;
}

async function writeJob(
  sql: SqlTransaction,
  { unitId }: DemoSubject,
  job: {
    readonly name: string;
    readonly subjectType: string;
    readonly subjectId: string;
    readonly payload: Record<string, string>;
    readonly rows: number;
    readonly progress: Record<string, number>;
    readonly at: string;
  },
): Promise<void> {
  await sql`
    insert into job (name, subject_type, subject_id, unit_id, payload, state, stage, done, total, progress, attempts, attempt_token,
      queued_at, created_at, started_at, heartbeat_at, finished_at)
    values (${job.name}, ${job.subjectType}, ${job.subjectId}, ${unitId}, ${JSON.stringify(job.payload)}::text::jsonb,
      'succeeded', 'done', ${job.rows}, ${job.rows}, ${JSON.stringify(job.progress)}::text::jsonb, 1, gen_random_uuid(),
      ${job.at}, ${job.at}, ${job.at}, ${job.at}, ${job.at})`;
}
