import type { Transaction } from '@huzhu/db/connect';
import { insertRows } from '@huzhu/db/roster/insert-row';
import { rememberAdded } from '@huzhu/db/roster/row-fix-store';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import { createRowSealer } from '../person/seal-row.ts';
import type { Services } from '../services.ts';
import type { JudgedRows } from './rejudge-rows.ts';

const BATCH = 500;

/** Stores rows of an act under the numbers that they have, so that it can be taken back. They are not judged yet. */
export async function addFreshRows(
  tx: Transaction,
  services: Services,
  { application, version }: Pick<JudgedRows, 'application' | 'version'>,
  fixId: string,
  rows: readonly CheckedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const seal = createRowSealer(services);
  const at = { rosterVersionId: version.id, unitId: application.unitId };
  for (let start = 0; start < rows.length; start += BATCH) {
    await insertRows(tx, at, rows.slice(start, start + BATCH).map(seal));
  }
  const numbers = rows.map((row) => row.rowNumber);
  await rememberAdded(tx, version.id, fixId, numbers);
}
