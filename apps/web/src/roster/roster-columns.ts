import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import { maskPhone } from '@huzhu/domain/person/mask-phone';
import type { IssueView, RosterRowView } from '@huzhu/domain/roster/roster.schema';
import { ROSTER_FIELD_LABELS, type RosterField, sharesField } from '@huzhu/domain/roster/roster-field';

export const SEX_NAMES = { male: '男', female: '女' } as const;

export interface RosterColumn {
  readonly field: RosterField;
  readonly label: string;
  /** In rem; what is left is shared out in proportion. */
  readonly width: number;
  readonly choices?: readonly string[];
  readonly number?: true;
}

/** The columns of the list. With several plans each has its own 份数 column. */
export function rosterColumns(plans: ApplicationView['plans']): readonly RosterColumn[] {
  return [
    { field: 'name', label: ROSTER_FIELD_LABELS.name, width: 9 },
    {
      field: 'documentType',
      label: ROSTER_FIELD_LABELS.documentType,
      width: 6.25,
      choices: Object.values(DOCUMENT_TYPES),
    },
    { field: 'idNumber', label: ROSTER_FIELD_LABELS.idNumber, width: 12.75 },
    { field: 'sex', label: ROSTER_FIELD_LABELS.sex, width: 3.25, choices: Object.values(SEX_NAMES) },
    { field: 'birthDate', label: ROSTER_FIELD_LABELS.birthDate, width: 7 },
    { field: 'phone', label: ROSTER_FIELD_LABELS.phone, width: 8 },
    ...plans.map(
      (plan): RosterColumn => ({
        field: plans.length === 1 ? 'shares' : sharesField(plan.code),
        label: plans.length === 1 ? ROSTER_FIELD_LABELS.shares : `${ROSTER_FIELD_LABELS.shares}·${plan.shortName}`,
        // The plan's name stands beneath 份数 in 14 px.
        width: plans.length === 1 ? 4 : Math.max(4.75, plan.shortName.length * 0.875 + 1.125),
        number: true,
      }),
    ),
    // The plan of children is always alone.
    ...(plans.some((plan) => plan.code === 'CHILD')
      ? ([
          { field: 'employeeName', label: ROSTER_FIELD_LABELS.employeeName, width: 7 },
          { field: 'employeeIdNumber', label: ROSTER_FIELD_LABELS.employeeIdNumber, width: 12.75 },
        ] satisfies RosterColumn[])
      : []),
  ];
}

/** Where there are more columns than usual the others draw together: just what their content needs. */
const TIGHT: Readonly<Partial<Record<RosterField, number>>> = {
  name: 4.75,
  documentType: 5.75,
  idNumber: 12.25,
  birthDate: 6.75,
  phone: 7.75,
  employeeName: 5,
  employeeIdNumber: 12.25,
};

/** In rem. */
export function columnWidth(column: RosterColumn, tight: boolean): number {
  return (tight ? TIGHT[column.field] : undefined) ?? column.width;
}

/** The word for a field in a sentence: 证件号码, 份数. Undefined for what concerns the whole row. */
export function fieldLabel(field: IssueView['field']): string | undefined {
  if (field === 'row') return undefined;
  if (field.startsWith('shares')) return ROSTER_FIELD_LABELS.shares;
  return ROSTER_FIELD_LABELS[field as keyof typeof ROSTER_FIELD_LABELS];
}

function planOf(field: RosterField, row: RosterRowView): string | undefined {
  return field === 'shares' ? Object.keys({ ...row.sharesText, ...row.shares })[0] : field.slice('shares:'.length);
}

/** What the cell shows; empty where nothing was filled in. */
export function cellText(row: RosterRowView, field: RosterField): string {
  switch (field) {
    case 'name':
      return row.name;
    case 'documentType':
      return row.documentType ? DOCUMENT_TYPES[row.documentType] : row.documentTypeText;
    case 'idNumber':
      return row.idNumber ?? row.idMasked;
    case 'sex':
      return row.sex ? SEX_NAMES[row.sex] : row.sexText;
    case 'birthDate':
      return row.birthDate ?? row.birthDateText;
    case 'phone':
      return maskPhone(row.phone);
    case 'employeeName':
      return row.employeeName;
    case 'employeeIdNumber':
      return row.employeeIdNumber ?? row.employeeIdMasked;
    case 'hireDate':
      return row.hireDate ?? '';
    case 'note':
      return row.note;
    default: {
      const plan = field.startsWith('shares') ? planOf(field, row) : undefined;
      if (plan === undefined) return '';
      return row.shares[plan]?.toString() ?? row.sharesText[plan] ?? '';
    }
  }
}

/** What the editor starts with. A masked number cannot be edited, only typed anew. */
export function editorStart(row: RosterRowView, field: RosterField): string {
  if (field === 'idNumber') return row.idNumber ?? '';
  if (field === 'employeeIdNumber') return row.employeeIdNumber ?? '';
  if (field === 'phone') return row.phone;
  return cellText(row, field);
}

/** The issues that mark a cell. An issue of `shares` belongs to the column of its plan. */
export function cellIssues(row: RosterRowView, field: RosterField): readonly IssueView[] {
  return row.issues.filter((issue) => {
    if (issue.field === field) return true;
    if (!field.startsWith('shares') || issue.field === 'row' || !issue.field.startsWith('shares')) return false;
    const plan = field === 'shares' ? null : field.slice('shares:'.length);
    return plan === null || issue.planCode === plan;
  });
}

export function errorsOf(row: RosterRowView): readonly IssueView[] {
  return row.issues.filter((issue) => issue.severity === 'error');
}

/** The columns of a row that hold an error, in the order of the table; other fields (备注) come after. */
export function errorFields(row: RosterRowView, columns: readonly RosterColumn[]): readonly RosterField[] {
  const inColumns = columns
    .filter((column) => cellIssues(row, column.field).some((issue) => issue.severity === 'error'))
    .map((column) => column.field);
  const elsewhere = errorsOf(row).flatMap((issue) =>
    issue.field !== 'row' && !issue.field.startsWith('shares') && !columns.some((c) => c.field === issue.field)
      ? [issue.field]
      : [],
  );
  return [...inColumns, ...new Set(elsewhere)];
}
