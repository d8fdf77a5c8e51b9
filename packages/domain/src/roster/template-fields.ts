import type { PlanVersion } from '../plan/plan.schema.ts';
import { type RosterField, sharesField } from './roster-field.ts';

/** The columns of a 参保名单 for these plans, in the template's order. */
export function templateFields(plans: readonly Pick<PlanVersion, 'code' | 'insuresChildren'>[]): RosterField[] {
  const shares: RosterField[] = plans.length === 1 ? ['shares'] : plans.map(({ code }) => sharesField(code));
  const employee: RosterField[] = plans.some((plan) => plan.insuresChildren)
    ? ['employeeName', 'employeeIdNumber']
    : [];
  return [
    ...(['serial', 'name', 'documentType', 'idNumber', 'sex', 'birthDate', 'phone'] as const),
    ...shares,
    ...(['hireDate', 'note'] as const),
    ...employee,
  ];
}
