import { lastRowNumber } from '@huzhu/db/roster/insert-row';
import type { RosterVersionRecord } from '@huzhu/db/roster/roster-version-store';
import { type AnnotatedRecord, streamAnnotatedRows } from '@huzhu/db/roster/stream-annotated-rows';
import { withScope } from '@huzhu/db/scope/with-scope';
import { rosterColumns } from '@huzhu/documents/workbook/roster-columns';
import {
  type AnnotatedColumn,
  type AnnotatedRow,
  writeAnnotatedRoster,
} from '@huzhu/documents/workbook/write-annotated-roster';
import { ISSUE_CODES, issueSentence } from '@huzhu/domain/roster/issue-codes';
import { type RosterField, sharesField } from '@huzhu/domain/roster/roster-field';
import { type Actor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { openWritten } from '../person/seal-row.ts';
import type { Services } from '../services.ts';
import { readListsOwnColumns } from './own-columns.ts';
import { plansOf } from './roster-context.ts';
import { rowKeySecret, writeRowKey } from './row-key.ts';

/**
 * 【下载批注名单】: the unit's own list as it stands now, in the order and under the heads of its own file, wrong cells marked. It holds
 * every number in full: for whoever may change the list, while it may be changed, and it leaves an event.
 * @throws NOT_FOUND, FORBIDDEN, ILLEGAL_TRANSITION, ROSTER_MISSING, ROSTER_IMPORTING, ROSTER_FROZEN
 */
export async function exportAnnotatedRoster(
  services: Services,
  actor: Actor,
  number: string,
): Promise<{ fileName: string; content: Uint8Array }> {
  const today = await services.clock.today();
  const own = await readListsOwnColumns(services, actor, number);
  return withScope(services.db, scopeOf(actor), async (tx) => {
    // The lock on the application keeps rows from changing between two batches of the cursor, and costs nobody more than the download.
    const application = await lockForEdit(tx, actor, number);
    const version = await editableRoster(tx, application);
    const at = { rosterVersionId: version.id, lastRow: await lastRowNumber(tx, version.id) };
    const ownCells = own?.rosterVersionId === version.id ? own.cells : undefined;
    const secret = rowKeySecret(services);
    const several = application.plans.length > 1;
    let persons = 0;
    const rows = async function* (): AsyncGenerator<AnnotatedRow> {
      for await (const batch of streamAnnotatedRows(tx, version.id)) {
        persons += batch.length;
        for (const record of batch) {
          const { raw, kinds } = openWritten(services, record.rawCipher);
          const { rowNumber, sheetRow, issues } = record;
          const cells = Object.entries(raw).map(([field, text]) => [field, cellOf(text, kinds[field as RosterField])]);
          yield {
            rowNumber,
            cells: Object.fromEntries(cells),
            // Rows of a file that was added later have other numbers than their sheet: that file had columns of its own.
            own: sheetRow === rowNumber ? ownCells?.get(sheetRow) : undefined,
            findings: issues.map((issue) => findingOf(issue, several)),
            key: writeRowKey(secret, { ...at, rowNumber }, raw),
          };
        }
      }
    };
    const workbook = writeAnnotatedRoster({
      sheet: version.sheet ?? '',
      columns: columnsOf(application, version, ownCells !== undefined),
      rows: rows(),
      facts: [
        ['参保单位', application.unit.name],
        ['申请编号', application.number],
        ['下载日期', today],
      ],
    });
    // Whole before anything is sent, as every export of a list (export-insured.ts).
    const chunks: Uint8Array[] = [];
    for await (const chunk of workbook) chunks.push(chunk);
    await recordApplicationEvent(tx, actor, application, { action: '下载批注名单', details: { persons } });
    return { fileName: `批注名单_${application.unit.name}_${application.number}.xlsx`, content: Buffer.concat(chunks) };
  });
}

/** Nobody has to fill them in: where the unit's file has them not, they stay out. */
const UNASKED: readonly RosterField[] = ['serial', 'hireDate', 'note'];

/** The columns of the unit's file, then those of the template that it has not. */
function columnsOf(
  application: Parameters<typeof plansOf>[0],
  { layout }: RosterVersionRecord,
  withOwn: boolean,
): AnnotatedColumn[] {
  const columns = rosterColumns(plansOf(application).map(({ version }) => version));
  const own = (layout ?? []).flatMap(({ header, field }): AnnotatedColumn[] => {
    if (field === null) return withOwn ? [{ header, field, width: 14, asText: false }] : [];
    const column = columns.find((candidate) => candidate.field === field);
    return column ? [{ ...column, header: header || column.header }] : [];
  });
  if (own.length === 0) return columns;
  return [
    ...own,
    ...columns.filter(({ field }) => !UNASKED.includes(field) && own.every((has) => has.field !== field)),
  ];
}

/** A count that was a number is one again; an ID number that lost its last digits in a numeric cell stays the text that it shows. */
function cellOf(text: string, kind: string | undefined): string | number {
  const isCount = kind === 'number' && text.length < 10 && String(Number(text)) === text;
  return isCount ? Number(text) : text;
}

function findingOf(issue: AnnotatedRecord['issues'][number], several: boolean): AnnotatedRow['findings'][number] {
  const ofPlan = several && issue.field === 'shares' && issue.planCode !== null;
  return {
    field: ofPlan ? sharesField(issue.planCode as Parameters<typeof sharesField>[0]) : issue.field,
    severity: issue.severity,
    cause: ISSUE_CODES[issue.code].cause,
    sentence: issueSentence(issue),
  };
}
