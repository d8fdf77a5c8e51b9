import { readApplication } from '@huzhu/db/application/read-application';
import { copyRosterLines, copyRowIssues } from '@huzhu/db/roster/copy-rows';
import { publishRoster } from '@huzhu/db/roster/publish-roster';
import { rosterLines } from '@huzhu/db/roster/roster-lines';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import type { SyntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { checkRow } from '@huzhu/domain/roster/check-row';
import type { RawRosterRow } from '@huzhu/domain/roster/roster-row';
import { createRowSealer } from '@huzhu/operations/person/seal-row';
import { rosterContext } from '@huzhu/operations/roster/roster-context';
import { TwinFinder } from '@huzhu/operations/roster/twin-finder';
import { linesOf, plantLedger } from './plant-ledger.ts';
import { type ProductWorld, TODAY } from './product-world.ts';

/** A person, with cells that say otherwise or more. */
export type PlantedPerson = Pick<SyntheticPerson, 'name' | 'idNumber'> & { readonly cells?: RawRosterRow['cells'] };

/**
 * Gives a draft a roster as the worker would have stored it (same check, seal, COPY and publication) without a workbook
 * and a queue, for tests that are about what comes afterwards.
 * @param options.ledger also plants a 社保台账 (of `month`, absent TODAY's) that vouches for all of them: without one no 参保 is submitted
 */
export async function plantRoster(
  world: ProductWorld,
  number: string,
  persons: readonly PlantedPerson[],
  options: { readonly ledger?: boolean; readonly month?: string } = {},
): Promise<void> {
  const { owner } = world.db;
  const application = await withScope(owner, { all: true }, (tx) => readApplication(tx, { number }));
  if (!application) throw new Error(`no application ${number}`);
  const { unitId } = application;
  const [version] = await owner.sql<{ id: string; job: string; token: string }[]>`
    with stored as (
      insert into file (unit_id, kind, storage_key, name, content_type, size, sha256, uploaded_by)
      values (${unitId}, 'roster', gen_random_uuid()::text, '参保名单.xlsx', 'application/zip', 1, '\\x00', ${application.createdBy})
      returning id
    ), version as (
      insert into roster_version (application_id, unit_id, file_id, file_hash)
      select ${application.id}, ${unitId}, id, '\\x00' from stored returning id
    )
    insert into job (name, subject_type, subject_id, unit_id, payload, state, attempts, attempt_token, started_at)
    select 'parse-roster', 'roster_version', id::text, ${unitId}, '{}', 'running', 1, gen_random_uuid(), now() from version
    returning subject_id as id, id as job, attempt_token as token`;
  if (!version) throw new Error('the version was not inserted');
  const target = { jobId: version.job, attemptToken: version.token, rosterVersionId: version.id, unitId };
  const context = { ...rosterContext(application, TODAY), date1904: false };
  const text = (value: string) => ({ kind: 'text' as const, text: value });
  const rows = persons.map((person, index) =>
    checkRow(
      {
        rowNumber: index + 2,
        hidden: false,
        cells: {
          name: text(person.name),
          documentType: text(DOCUMENT_TYPES.resident_id),
          idNumber: text(person.idNumber),
          ...person.cells,
        },
      },
      context,
    ),
  );
  await copyRosterLines(world.db.worker.sql, target, rosterLines(target, rows.map(createRowSealer(world.services))));
  const twins = new TwinFinder();
  for (const row of rows) twins.add(row);
  await copyRowIssues(
    world.db.worker.sql,
    target,
    twins.issues().map(([rowNumber, issue]) => ({ ...issue, rowNumber })),
  );
  await publishRoster(world.db.worker.sql, target, {
    applicationId: application.id,
    sheet: '参保名单',
    date1904: false,
    layout: null,
    dataRows: rows.length,
    skippedRows: [],
    referenceDate: context.effectiveDate,
    today: TODAY,
    copiedFrom: null,
  });
  if (options.ledger) await plantLedger(world, number, linesOf(persons, options.month));
}
