import type { Transaction } from '@huzhu/db/connect';
import { insertRows, lastRowNumber } from '@huzhu/db/roster/insert-row';
import { rememberAdded } from '@huzhu/db/roster/row-fix-store';
import type { CheckedRow } from '@huzhu/domain/roster/roster-row';
import { createRowSealer } from '../person/seal-row.ts';
import type { Services } from '../services.ts';
import type { JudgedRows } from './rejudge-rows.ts';

const BATCH = 500;

/** Puts rows of an act behind the last one. @returns their numbers; they are not judged yet */
export async function addFreshRows(
  tx: Transaction,
  services: Services,
  { application, version }: Pick<JudgedRows, 'application' | 'version'>,
  act: { readonly requestId: string; readonly fresh: readonly CheckedRow[] },
): Promise<number[]> {
  // The lock on the application keeps anybody else from taking the same numbers.
  const last = await lastRowNumber(tx, version.id);
  const rows = act.fresh.map((row, at) => ({ ...row, rowNumber: last + 1 + at }));
  const seal = createRowSealer(services);
  const at = { rosterVersionId: version.id, unitId: application.unitId };
  for (let start = 0; start < rows.length; start += BATCH) {
    await insertRows(tx, at, rows.slice(start, start + BATCH).map(seal));
  }
  const numbers = rows.map((row) => row.rowNumber);
  if (numbers.length > 0) await rememberAdded(tx, version.id, act.requestId, numbers);
  return numbers;
}
