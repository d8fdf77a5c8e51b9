import type { Transaction } from '@huzhu/db/connect';
import { rememberRows } from '@huzhu/db/roster/row-fix-store';
import type { RosterContext } from '@huzhu/domain/roster/roster-row';
import type { Services } from '../services.ts';
import { type RowEdit, restateRows } from './restate-rows.ts';

const BATCH = 500;

/**
 * restateRows for an act that can be taken back: what stood in the rows is remembered under its id, batch by batch.
 * @throws STALE_VERSION as restateRows
 */
export async function restateForFix(
  tx: Transaction,
  services: Services,
  fix: { readonly fixId: string; readonly rosterVersionId: string; readonly context: RosterContext },
  edits: readonly RowEdit[],
): Promise<void> {
  for (let start = 0; start < edits.length; start += BATCH) {
    const batch = edits.slice(start, start + BATCH);
    const rowNumbers = batch.map(({ row }) => row.rowNumber);
    await rememberRows(tx, fix.rosterVersionId, fix.fixId, rowNumbers);
    await restateRows(tx, services, batch, fix.context);
  }
}
