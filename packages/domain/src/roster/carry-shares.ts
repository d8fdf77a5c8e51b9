import type { PlanCode } from '../plan/plan.schema.ts';
import { type RosterField, sharesField } from './roster-field.ts';
import type { RawCell, RawRosterRow } from './roster-row.ts';

/**
 * Puts the 份数 of a row under the columns of another choice of plans: `份数` belongs to the one plan that was ticked,
 * `份数·<plan>` to its plan. A plan that is no longer ticked takes its cell with it; one that is new has a blank cell,
 * which is the wizard's number.
 * @param before the one plan that `份数` stood for; undefined when the row does not tell
 */
export function carryShares(row: RawRosterRow, before: PlanCode | undefined, plans: readonly PlanCode[]): RawRosterRow {
  const cells: Partial<Record<RosterField, RawCell>> = {};
  const byPlan = new Map<PlanCode, RawCell>();
  for (const [name, cell] of Object.entries(row.cells)) {
    if (name === 'shares') byPlan.set(before ?? (plans[0] as PlanCode), cell);
    else if (name.startsWith('shares:')) byPlan.set(name.slice('shares:'.length) as PlanCode, cell);
    else cells[name as RosterField] = cell;
  }
  for (const plan of plans) {
    const cell = byPlan.get(plan);
    if (cell) cells[plans.length === 1 ? 'shares' : sharesField(plan)] = cell;
  }
  return { ...row, cells };
}
