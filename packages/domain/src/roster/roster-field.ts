import { z } from 'zod';
import { PLAN_CODES, type PlanCode } from '../plan/plan.schema.ts';

/**
 * The columns of a 参保名单, in the template's order (domain.md, Roster). `shares` is the one 份数 column of an
 * application with one plan; with several plans each has its own column `份数·<plan>`, field `shares:<CODE>`.
 */
export const ROSTER_FIELDS = [
  'serial',
  'name',
  'documentType',
  'idNumber',
  'sex',
  'birthDate',
  'phone',
  'shares',
  'hireDate',
  'note',
  'employeeName',
  'employeeIdNumber',
] as const;

export type RosterField = (typeof ROSTER_FIELDS)[number] | `shares:${PlanCode}`;

const SHARES_FIELDS = PLAN_CODES.map((code) => `shares:${code}` as const);
export const rosterField = z.enum([...ROSTER_FIELDS, ...SHARES_FIELDS] as [RosterField, ...RosterField[]]);

/** The header of each column as the template writes it (without the star of a mandatory column). */
export const ROSTER_FIELD_LABELS: Readonly<Record<(typeof ROSTER_FIELDS)[number], string>> = {
  serial: '序号',
  name: '姓名',
  documentType: '证件类型',
  idNumber: '证件号码',
  sex: '性别',
  birthDate: '出生日期',
  phone: '手机号码',
  shares: '份数',
  hireDate: '入职日期',
  note: '备注',
  employeeName: '职工姓名',
  employeeIdNumber: '职工证件号码',
};

export function sharesField(code: PlanCode): `shares:${PlanCode}` {
  return `shares:${code}`;
}
