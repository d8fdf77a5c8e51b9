import { createHmac } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readApplication } from '@huzhu/db/application/read-application';
import { cover } from '@huzhu/db/cover/cover.table';
import { keyOf } from '@huzhu/db/crypto/key-ring';
import { person } from '@huzhu/db/person/person.table';
import { rosterRow, rowIssue } from '@huzhu/db/roster/roster.table';
import { readRosterVersion } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { personKey } from '@huzhu/domain/person/identity';
import { checkRow } from '@huzhu/domain/roster/check-row';
import { severityOf } from '@huzhu/domain/roster/issue-codes';
import { matchHeader } from '@huzhu/domain/roster/match-header';
import { readRow } from '@huzhu/domain/roster/read-row';
import type { RawCell } from '@huzhu/domain/roster/roster-row';
import { readWholeFile } from '@huzhu/files/read-file';
import { createRowSealer } from '@huzhu/operations/person/seal-row';
import type { ImportAttempt } from '@huzhu/operations/roster/import-roster';
import { rosterContext } from '@huzhu/operations/roster/roster-context';
import type { Services } from '@huzhu/operations/services';
import { and, inArray, ne } from 'drizzle-orm';
import type ExcelJS from 'exceljs';

const BATCH = 1_000;

/**
 * The import as it is written everywhere: exceljs reads the file, rows are inserted by drizzle in batches, and who is insured
 * already is asked by IN over each batch's hashes. It checks by the same rules and stores the same rows, so that both can be
 * held against each other; it looks for no twins and publishes nothing.
 */
export async function importPlainly(services: Services, attempt: ImportAttempt): Promise<void> {
  const { default: Excel } = await import('exceljs');
  const { orm } = services.db;
  const { version, application, file } = await withScope(services.db, { all: true }, async (tx) => {
    const found = await readRosterVersion(tx, attempt.rosterVersionId);
    const owner = found && (await readApplication(tx, { id: found.applicationId }));
    const [stored] = await tx.query.file.findMany({ where: (table, { eq }) => eq(table.id, found?.fileId ?? '') });
    if (!found || !owner || !stored) throw new Error('nothing to import');
    return { version: found, application: owner, file: stored };
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'huzhu-bench-plain-'));
  const workbook = new Excel.Workbook();
  try {
    const name = path.join(folder, 'roster.xlsx');
    await writeFile(name, await readWholeFile(services.storage, services.fileKeys, file.storageKey));
    await workbook.xlsx.readFile(name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const context = { ...rosterContext(application, await services.clock.today()), date1904: false };
  const plans = context.plans.map((plan) => plan.version);
  const seal = createRowSealer(services);
  const rows: ExcelJS.Row[] = [];
  workbook.worksheets[0]?.eachRow((row) => rows.push(row));
  const [first, ...data] = rows;
  if (!first) throw new Error('no rows');
  const header = matchHeader(sheetRow(first), plans);
  for (let start = 0; start < data.length; start += BATCH) {
    const sealed = data.slice(start, start + BATCH).map((row) => {
      const checked = checkRow(readRow(sheetRow(row), header), context);
      return { ...seal(checked), key: checked.values.idNumber };
    });
    const place = { rosterVersionId: version.id, unitId: application.unitId };
    await orm.insert(rosterRow).values(
      sealed.map(({ issues, key: _key, ...row }) => {
        const errorCount = issues.filter(({ code }) => severityOf(code) === 'error').length;
        return { ...place, ...row, sheetRow: row.rowNumber, errorCount, warningCount: issues.length - errorCount };
      }),
    );
    const issues = sealed.flatMap(({ rowNumber, issues: found }) =>
      found.map((issue) => ({ ...place, rowNumber, ...issue, severity: severityOf(issue.code) })),
    );
    if (issues.length > 0) await orm.insert(rowIssue).values(issues);
    const hashes = sealed.flatMap(({ documentType, key }) =>
      documentType
        ? createHmac('sha256', keyOf(services.idHashKeys, 1)).update(personKey(documentType, key)).digest()
        : [],
    );
    const known = await orm.select({ id: person.id }).from(person).where(inArray(person.idHash, hashes));
    if (known.length === 0) continue;
    const ids = known.map(({ id }) => id);
    await orm
      .select()
      .from(cover)
      .where(and(inArray(cover.personId, ids), ne(cover.state, 'ended')));
  }
}

/** A row of exceljs as the rules take it. */
function sheetRow(row: ExcelJS.Row) {
  const cells = new Map<number, RawCell>();
  row.eachCell((cell, column) => {
    const { value } = cell;
    cells.set(
      column,
      typeof value === 'number'
        ? { kind: 'number', text: String(value), value }
        : { kind: 'text', text: String(value) },
    );
  });
  return { rowNumber: row.number, hidden: false, cells };
}
