import type { RosterRowRecord } from '@huzhu/db/roster/read-rows';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { carryShares } from '@huzhu/domain/roster/carry-shares';
import { checkRow } from '@huzhu/domain/roster/check-row';
import type { CheckedRow, RosterContext } from '@huzhu/domain/roster/roster-row';
import { type CellChanges, rowWithChanges } from '@huzhu/domain/roster/row-with-changes';
import { openRow } from '../person/seal-row.ts';
import type { Services } from '../services.ts';

/** Reads a stored row under the application as it is now, with cells that are changed by hand. Stores nothing. */
export function readAnew(
  services: Services,
  row: RosterRowRecord,
  context: RosterContext,
  changes: CellChanges = {},
): CheckedRow {
  const before = Object.keys(row.shares)[0] as PlanCode | undefined;
  const plans = context.plans.map(({ version }) => version.code);
  return checkRow(carryShares(rowWithChanges(openRow(services, row), changes), before, plans), context);
}
