import type { PlanVersion } from '../plan/plan.schema.ts';
import type { MappableField } from './column-mapping.schema.ts';
import { mandatoryFields } from './mandatory-fields.ts';
import { ROSTER_FIELDS, type RosterField, sharesField } from './roster-field.ts';
import { rosterFieldLabel } from './roster-field-label.ts';

/** What a column of the unit's own sheet can be, for these plans: the columns of the template, in its order. */
export function mappableFields(plans: readonly PlanVersion[]): MappableField[] {
  const mandatory = mandatoryFields(plans);
  return ROSTER_FIELDS.flatMap((field): RosterField[] => {
    if (field === 'shares' && plans.length > 1) return plans.map((plan) => sharesField(plan.code));
    const ofChildren = field === 'employeeName' || field === 'employeeIdNumber';
    return ofChildren && !mandatory.includes(field) ? [] : [field];
  }).map((field) => ({ field, label: rosterFieldLabel(field, plans), mandatory: mandatory.includes(field) }));
}
