import { readFileRecord } from '@huzhu/db/file/insert-file';
import { readLineage, readRosterVersion } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { readWholeFile } from '@huzhu/files/read-file';
import { type Actor, requireActFor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';
import { readInThread } from '../thread/read-in-thread.ts';
import { threadEntry } from '../thread/thread-entry.ts';
import type { OwnColumnsEvent, OwnColumnsTask } from './read-own-columns.thread.ts';

/** Held in memory while the workbook is written: more than any honest list has. */
const MOST_CELLS = 1_000_000;

export interface OwnColumns {
  readonly rosterVersionId: string;
  /** By the row of the sheet. */
  readonly cells: ReadonlyMap<number, readonly (string | number | null)[]>;
}

/**
 * What stands in the columns of the unit's own (部门, 工号), read from the first file of the list, where it is kept encrypted like any
 * upload: they mean nothing to the list and are in no table. Outside of any transaction, because reading may take seconds.
 * @returns undefined when the list has none, when they are too many, or when the file cannot be read under the plans of now
 */
export async function readListsOwnColumns(
  services: Services,
  actor: Actor,
  number: string,
): Promise<OwnColumns | undefined> {
  const found = await withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    requireActFor(actor, application.unitId);
    const version = await editableRoster(tx, application);
    const columns = (version.layout ?? []).flatMap(({ column, field }) => (field === null ? [column] : []));
    if (columns.length === 0) return undefined;
    const first = await readRosterVersion(tx, (await readLineage(tx, version.id)).at(-1) ?? version.id);
    const file = first && (await readFileRecord(tx, first.fileId));
    const plans = application.plans.map((line) => line.version);
    return file && { id: version.id, columns, plans, storageKey: file.storageKey };
  });
  if (!found) return undefined;
  const { columns, plans } = found;
  const cells = new Map<number, readonly (string | number | null)[]>();
  const entry = threadEntry(import.meta.url, 'read-own-columns.thread');
  try {
    const file = await readWholeFile(services.storage, services.fileKeys, found.storageKey);
    for await (const event of readInThread<OwnColumnsTask, OwnColumnsEvent>(entry, file, { columns, plans }, {})) {
      if (event.kind !== 'rows') continue;
      for (const [row, own] of event.rows) cells.set(row, own);
      if (cells.size * columns.length > MOST_CELLS) return undefined;
    }
  } catch (error) {
    if (error instanceof FileRefused) return undefined;
    throw error;
  }
  return { rosterVersionId: found.id, cells };
}
