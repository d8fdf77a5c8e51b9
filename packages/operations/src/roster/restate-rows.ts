import type { Transaction } from '@huzhu/db/connect';
import type { RosterRowRecord } from '@huzhu/db/roster/read-rows';
import { updateRows } from '@huzhu/db/roster/write-row';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { RosterContext } from '@huzhu/domain/roster/roster-row';
import type { CellChanges } from '@huzhu/domain/roster/row-with-changes';
import { createRowSealer } from '../person/seal-row.ts';
import type { Services } from '../services.ts';
import { readAnew } from './read-anew.ts';

export interface RowEdit {
  readonly row: RosterRowRecord;
  /** Cells changed by hand; absent: the row is only read anew. */
  readonly changes?: CellChanges;
}

/**
 * Reads stored rows of one roster anew and stores what was read, in one statement. Their issues are for rejudgeRows, which
 * needs the twins to stand.
 * @throws STALE_VERSION when somebody else changed one of them meanwhile
 */
export async function restateRows(
  tx: Transaction,
  services: Services,
  edits: readonly RowEdit[],
  context: RosterContext,
): Promise<void> {
  const [first] = edits;
  if (!first) return;
  const seal = createRowSealer(services);
  const updates = edits.map(({ row, changes }) => ({
    sealed: seal(readAnew(services, row, context, changes)),
    revision: row.revision,
    corrected: row.corrected || changes !== undefined,
  }));
  const written = await updateRows(tx, first.row.rosterVersionId, updates);
  if (written.length < updates.length) throw new DomainError('STALE_VERSION');
}
