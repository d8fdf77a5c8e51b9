import { readRoster } from '@huzhu/documents/workbook/read-roster';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { RawRosterRow } from '@huzhu/domain/roster/roster-row';
import { type ReadingTask, sendFromThread } from '../thread/send-from-thread.ts';
import { readRowKey } from './row-key.ts';

export interface ReadAnnotatedTask extends ReadingTask {
  readonly plans: readonly PlanVersion[];
  readonly secret: string;
  /** Versions whose keys mean rows of the list. */
  readonly lineage: readonly string[];
}

/** Nothing is read from it, and everybody numbers anew after sorting. */
const SAYS_NOTHING: RosterField = 'serial';

/** A row of the list in which something was touched. */
export interface TouchedRow {
  readonly rowNumber: number;
  readonly key: string;
  readonly raw: RawRosterRow;
  /** How many cells say something else than at the download. */
  readonly touched: number;
}

/** A row that the list does not know. */
export interface FreshRow {
  readonly raw: RawRosterRow;
  /** It bears a key, but none of this list: the version it names, or that it is broken. */
  readonly stranger?: { readonly rosterVersionId: string } | 'broken';
}

export type AnnotatedEvent =
  | { readonly kind: 'sheet'; readonly keyed: boolean; readonly fields: readonly RosterField[] }
  | {
      readonly kind: 'rows';
      readonly untouched: readonly number[];
      readonly touched: readonly TouchedRow[];
      readonly fresh: readonly FreshRow[];
      /** The least that a key of these rows says; absent: none does. */
      readonly lastRow?: number;
    }
  | { readonly kind: 'end' };

sendFromThread<ReadAnnotatedTask, AnnotatedEvent>(async (task, file, send) => {
  let fields: RosterField[] = [];
  for await (const event of readRoster(file, task.plans, task.limits)) {
    if (event.kind === 'sheet') {
      fields = event.layout.flatMap(({ field }) => (field === null || field === SAYS_NOTHING ? [] : [field]));
      await send({ kind: 'sheet', keyed: event.keyed, fields });
    } else if (event.kind === 'rows') {
      await send({ kind: 'rows', ...sorted(event.rows, fields, task) });
    }
  }
  await send({ kind: 'end' });
});

/** Compared with their keys here, where hashing keeps nobody waiting: of rows that nobody touched the number is enough. */
function sorted(rows: readonly RawRosterRow[], fields: readonly RosterField[], task: ReadAnnotatedTask) {
  const untouched: number[] = [];
  const touched: TouchedRow[] = [];
  const fresh: FreshRow[] = [];
  let lastRow: number | undefined;
  for (const raw of rows) {
    if (raw.key === undefined || raw.key.trim() === '') {
      fresh.push({ raw });
      continue;
    }
    const key = readRowKey(task.secret, raw.key);
    if (!key?.genuine) {
      fresh.push({ raw, stranger: 'broken' });
    } else if (!task.lineage.includes(key.rosterVersionId)) {
      fresh.push({ raw, stranger: { rosterVersionId: key.rosterVersionId } });
    } else {
      lastRow = Math.min(lastRow ?? key.lastRow, key.lastRow);
      const changed = fields.filter((field) => !key.asDownloaded(field, raw.cells[field]?.text ?? ''));
      if (changed.length === 0) untouched.push(key.rowNumber);
      else touched.push({ rowNumber: key.rowNumber, key: raw.key, raw, touched: changed.length });
    }
  }
  return { untouched, touched, fresh, ...(lastRow !== undefined && { lastRow }) };
}
