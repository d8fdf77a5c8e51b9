import type { PlanVersion } from '../plan/plan.schema.ts';
import { ROSTER_FIELD_LABELS, type RosterField, sharesField } from './roster-field.ts';

/** The word of a column; a plan's own 份数 bears the plan's short name, as in the template. */
export function rosterFieldLabel(
  field: RosterField,
  plans: readonly Pick<PlanVersion, 'code' | 'shortName'>[],
): string {
  if (!field.startsWith('shares:')) return ROSTER_FIELD_LABELS[field as keyof typeof ROSTER_FIELD_LABELS];
  const plan = plans.find((candidate) => sharesField(candidate.code) === field);
  return `${ROSTER_FIELD_LABELS.shares}·${plan?.shortName ?? ''}`;
}
