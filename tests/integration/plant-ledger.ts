import { readApplication } from '@huzhu/db/application/read-application';
import { copyLedgerBatch, publishLedger } from '@huzhu/db/ledger/copy-ledger';
import { withScope } from '@huzhu/db/scope/with-scope';
import { type LedgerRow, ledgerKey } from '@huzhu/domain/ledger/read-ledger-row';
import type { SyntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { createLedgerSealer } from '@huzhu/operations/ledger/import-ledger';
import { type ProductWorld, TODAY } from './product-world.ts';

export type PlantedLine = Omit<LedgerRow, 'rowNumber'>;

/** A line of a month (of TODAY's) for each person, with 医保. */
export function linesOf(
  persons: readonly Pick<SyntheticPerson, 'name' | 'idNumber'>[],
  month = TODAY.slice(0, 7),
): PlantedLine[] {
  return persons.map(({ name, idNumber }) => ({
    name,
    key: ledgerKey(idNumber),
    month,
    insurance: '基本医疗保险',
    stopped: false,
  }));
}

/** Gives a draft a 社保台账 as the worker would have stored it, without a workbook and a queue. */
export async function plantLedger(world: ProductWorld, number: string, lines: readonly PlantedLine[]): Promise<void> {
  const { owner, worker } = world.db;
  const application = await withScope(owner, { all: true }, (tx) => readApplication(tx, { number }));
  if (!application) throw new Error(`no application ${number}`);
  const { unitId } = application;
  const [version] = await owner.sql<{ id: string; job: string; token: string }[]>`
    with stored as (
      insert into file (unit_id, kind, storage_key, name, content_type, size, sha256, uploaded_by)
      values (${unitId}, 'ledger', gen_random_uuid()::text, '社保台账.xlsx', 'application/zip', 1, '\\x00', ${application.createdBy})
      returning id
    ), version as (
      insert into ledger_version (application_id, unit_id, file_id, file_hash)
      select ${application.id}, ${unitId}, id, '\\x00' from stored returning id
    )
    insert into job (name, subject_type, subject_id, unit_id, payload, state, attempts, attempt_token, started_at)
    select 'import-ledger', 'ledger_version', id::text, ${unitId}, '{}', 'running', 1, gen_random_uuid(), now() from version
    returning subject_id as id, id as job, attempt_token as token`;
  if (!version) throw new Error('the version was not inserted');
  const target = { jobId: version.job, attemptToken: version.token, ledgerVersionId: version.id, unitId };
  const seal = createLedgerSealer(world.services);
  const rows = lines.map((line, index) => seal({ ...line, rowNumber: index + 2 }));
  await copyLedgerBatch(worker.sql, target, rows);
  await publishLedger(worker.sql, target, {
    applicationId: application.id,
    sheet: '社保台账',
    dataRows: rows.length,
    today: await world.services.clock.today(),
  });
}
