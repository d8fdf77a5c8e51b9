import type { PlanVersion } from '../plan/plan.schema.ts';
import type { RosterField } from './roster-field.ts';

/** The columns without which a roster cannot be read, in the template's order (domain.md, Roster). */
export function mandatoryFields(plans: readonly Pick<PlanVersion, 'insuresChildren'>[]): RosterField[] {
  const fields: RosterField[] = ['name', 'documentType', 'idNumber'];
  if (plans.some((plan) => plan.insuresChildren)) fields.push('employeeName', 'employeeIdNumber');
  return fields;
}
