import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { ROSTER_FIELD_LABELS, type RosterField, sharesField } from '@huzhu/domain/roster/roster-field';

export interface RosterColumn {
  readonly field: RosterField;
  /** As the template writes it: mandatory columns bear a star. */
  readonly header: string;
  readonly width: number;
  /** Numbers that must stay text: Excel keeps 15 digits of a number. */
  readonly asText: boolean;
}

type PlainField = keyof typeof ROSTER_FIELD_LABELS;

const MANDATORY: ReadonlySet<PlainField> = new Set([
  'name',
  'documentType',
  'idNumber',
  'employeeName',
  'employeeIdNumber',
]);
const WIDTHS: Readonly<Partial<Record<PlainField, number>>> = {
  serial: 6,
  name: 12,
  documentType: 18,
  idNumber: 22,
  sex: 6,
  shares: 8,
  note: 24,
  employeeIdNumber: 22,
};

/**
 * The columns of a roster for these plans, in domain.md's order: one 份数 for one plan, else `份数·<plan>` for each;
 * a plan for children adds the employee through whom the child is insured.
 */
export function rosterColumns(plans: readonly PlanVersion[]): RosterColumn[] {
  const fields: PlainField[] = ['serial', 'name', 'documentType', 'idNumber', 'sex', 'birthDate', 'phone', 'shares'];
  fields.push('hireDate', 'note');
  if (plans.some((plan) => plan.insuresChildren)) fields.push('employeeName', 'employeeIdNumber');
  return fields.flatMap((field) => {
    if (field !== 'shares' || plans.length === 1) return [column(field)];
    return plans.map((plan) => ({
      field: sharesField(plan.code),
      header: `${ROSTER_FIELD_LABELS.shares}·${plan.shortName}`,
      width: 16,
      asText: false,
    }));
  });
}

function column(field: PlainField): RosterColumn {
  return {
    field,
    header: `${ROSTER_FIELD_LABELS[field]}${MANDATORY.has(field) ? '*' : ''}`,
    width: WIDTHS[field] ?? 14,
    asText: ['idNumber', 'phone', 'employeeIdNumber', 'birthDate', 'hireDate'].includes(field),
  };
}
