import type { Transaction } from '@huzhu/db/connect';
import { type RosterRowWithIssues, readRows } from '@huzhu/db/roster/read-rows';
import { findRowsWithout } from '@huzhu/db/roster/remove-rows';
import { checkRow } from '@huzhu/domain/roster/check-row';
import { mergeRow, type RowTexts } from '@huzhu/domain/roster/merge-row';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { CheckedRow, RawRosterRow, RosterContext } from '@huzhu/domain/roster/roster-row';
import type { CellChanges } from '@huzhu/domain/roster/row-with-changes';
import { openWritten } from '../person/seal-row.ts';
import type { Services } from '../services.ts';
import type { TouchedRow } from './read-annotated.thread.ts';
import type { ReturnedWorkbook } from './returned-workbook.ts';
import { readRowKey } from './row-key.ts';

/** Read and compared between two pauses of the event loop. */
const BATCH = 500;

/** A row of the list that the workbook says something new about. */
export interface MergeEdit {
  readonly row: RosterRowWithIssues;
  /** The row as the workbook has it. */
  readonly workbook: RawRosterRow;
  /** What stands in the list. */
  readonly browser: RowTexts;
  readonly changes: readonly RosterField[];
  readonly conflicts: readonly RosterField[];
}

export interface MergePlan {
  readonly edits: readonly MergeEdit[];
  /** Touched in the workbook, deleted in the browser meanwhile: they stay deleted. */
  readonly deleted: readonly RosterRowWithIssues[];
  /** Judged by their own rules, still with the row numbers of the workbook. */
  readonly fresh: readonly CheckedRow[];
  /** Of the fresh ones, those that bear a key of somewhere else. */
  readonly strangers: number;
  readonly missing: Awaited<ReturnType<typeof findRowsWithout>>;
  readonly same: number;
}

/** What a returned workbook means for the list as it stands now. Nothing is written. */
export async function planMerge(
  tx: Transaction,
  services: Services,
  target: {
    readonly rosterVersionId: string;
    readonly context: RosterContext;
    readonly returned: ReturnedWorkbook;
    readonly secret: string;
  },
): Promise<MergePlan> {
  const { rosterVersionId, context, returned, secret } = target;
  const edits: MergeEdit[] = [];
  const deleted: RosterRowWithIssues[] = [];
  const touched = new Map(returned.touched.map((row) => [row.rowNumber, row]));
  const numbers = [...touched.keys()].sort((a, b) => a - b);
  for (let start = 0; start < numbers.length; start += BATCH) {
    for (const row of await readRows(tx, rosterVersionId, numbers.slice(start, start + BATCH))) {
      const edit = editOf(services, row, touched.get(row.rowNumber) as TouchedRow, returned.fields, secret);
      if (!edit) continue;
      if (row.state === 'active') edits.push(edit);
      else deleted.push(row);
    }
  }
  // Rows are hidden by the arrows of the head too: with a new one it means nothing.
  const fresh = returned.fresh.map(({ raw }) => checkRow({ ...raw, hidden: false }, context));
  const held = { rowNumbers: [...returned.held], lastRow: returned.lastRow };
  return {
    edits,
    deleted,
    fresh,
    strangers: returned.fresh.filter(({ stranger }) => stranger !== undefined).length,
    missing: await findRowsWithout(tx, rosterVersionId, held),
    same: returned.held.size - edits.length - deleted.length,
  };
}

function editOf(
  services: Services,
  row: RosterRowWithIssues,
  { key, raw }: TouchedRow,
  fields: readonly RosterField[],
  secret: string,
): MergeEdit | undefined {
  const known = readRowKey(secret, key);
  if (!known) return undefined;
  const browser = openWritten(services, row.rawCipher).raw;
  const workbook = textsOf(raw);
  const { changes, conflicts } = mergeRow(fields, workbook, browser, known.asDownloaded);
  return changes.length + conflicts.length > 0 ? { row, workbook: raw, browser, changes, conflicts } : undefined;
}

export function textsOf({ cells }: RawRosterRow): RowTexts {
  return Object.fromEntries(Object.entries(cells).map(([field, cell]) => [field, cell.text]));
}

/** The cells that go into the list, as the workbook has them: a number that lost its last digits there is told as one here. */
export function cellsOf({ workbook, changes, conflicts }: MergeEdit, withConflicts: boolean): CellChanges {
  const fields = withConflicts ? [...changes, ...conflicts] : changes;
  return Object.fromEntries(fields.map((field) => [field, workbook.cells[field] ?? '']));
}
