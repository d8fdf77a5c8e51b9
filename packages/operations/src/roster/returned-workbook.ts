import { DomainError } from '@huzhu/domain/error/domain-error';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { MOST_MERGED_AT_ONCE } from '@huzhu/domain/roster/annotated-roster.schema';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { readInThread } from '../thread/read-in-thread.ts';
import { threadEntry } from '../thread/thread-entry.ts';
import type { AnnotatedEvent, FreshRow, ReadAnnotatedTask, TouchedRow } from './read-annotated.thread.ts';

/** A 批注名单 that came back, sorted out by its keys. */
export interface ReturnedWorkbook {
  /** The columns that it has. */
  readonly fields: readonly RosterField[];
  /** Rows of the list that it holds, touched or not. */
  readonly held: ReadonlySet<number>;
  /** At most one for each row of the list. */
  readonly touched: readonly TouchedRow[];
  readonly fresh: readonly FreshRow[];
  /** Whatever lies behind this row of the list the workbook cannot know. */
  readonly lastRow: number;
}

/**
 * Reads it in a thread that can be killed. Of a row that was copied in the sheet the copy with fewer touched cells keeps the key, the
 * others are new rows: whoever copies a line types somebody else into it.
 * @throws MERGE_TOO_LARGE, MERGE_REFUSED with the sentence of a FileRefused
 */
export async function readReturnedWorkbook(
  file: Uint8Array,
  task: Pick<ReadAnnotatedTask, 'plans' | 'secret' | 'lineage'> & { readonly plans: readonly PlanVersion[] },
): Promise<ReturnedWorkbook> {
  let fields: readonly RosterField[] = [];
  const untouched = new Set<number>();
  const touched = new Map<number, TouchedRow>();
  const fresh: FreshRow[] = [];
  let lastRow: number | undefined;
  const entry = threadEntry(import.meta.url, 'read-annotated.thread');
  try {
    for await (const event of readInThread<ReadAnnotatedTask, AnnotatedEvent>(entry, file, task, {})) {
      if (event.kind === 'sheet') fields = event.fields;
      if (event.kind !== 'rows') continue;
      fresh.push(...event.fresh);
      if (event.lastRow !== undefined) lastRow = Math.min(lastRow ?? event.lastRow, event.lastRow);
      for (const rowNumber of event.untouched) {
        const other = touched.get(rowNumber);
        if (other) fresh.push({ raw: other.raw });
        touched.delete(rowNumber);
        untouched.add(rowNumber);
      }
      for (const row of event.touched) {
        const other = touched.get(row.rowNumber);
        const isCopy = untouched.has(row.rowNumber) || (other !== undefined && other.touched <= row.touched);
        if (isCopy) fresh.push({ raw: row.raw });
        else {
          if (other) fresh.push({ raw: other.raw });
          touched.set(row.rowNumber, row);
        }
      }
      if (touched.size + fresh.length > MOST_MERGED_AT_ONCE) {
        throw new DomainError('MERGE_TOO_LARGE', { most: MOST_MERGED_AT_ONCE.toLocaleString('en-US') });
      }
    }
  } catch (error) {
    if (error instanceof FileRefused) throw new DomainError('MERGE_REFUSED', { reason: error.sentence });
    throw error;
  }
  return {
    fields,
    held: new Set([...untouched, ...touched.keys()]),
    touched: [...touched.values()],
    fresh,
    lastRow: lastRow ?? 0,
  };
}
