import type { ErrorDetails } from '../error/domain-error.ts';
import { fillSentence } from '../error/error-codes.ts';
import type { RosterField } from './roster-field.ts';

export type Severity = 'error' | 'warning';

interface IssueCodeDefinition {
  readonly severity: Severity;
  /** The cause as the filter at the left of the list names it. */
  readonly cause: string;
  /** What is wrong and what to do, without row and field (they stand before it). `{name}` is filled from details. */
  readonly sentence: string;
  readonly field: RosterField | 'row';
}

/** Every row issue of domain.md. Severity is `error` unless the design marks it W. */
export const ISSUE_CODES = {
  NAME_EMPTY: { severity: 'error', field: 'name', cause: '姓名为空', sentence: '没有填写，请对照证件填写' },
  NAME_INVALID: {
    severity: 'error',
    field: 'name',
    cause: '姓名不像姓名',
    sentence: '“{value}”不像姓名，请对照证件填写',
  },
  ID_TYPE_EMPTY: {
    severity: 'error',
    field: 'documentType',
    cause: '证件类型为空',
    sentence: '没有填写，请选择证件类型',
  },
  ID_TYPE_UNKNOWN: {
    severity: 'error',
    field: 'documentType',
    cause: '证件类型不认识',
    sentence: '“{value}”不在可选的证件类型里，请重新选择',
  },
  ID_EMPTY: { severity: 'error', field: 'idNumber', cause: '证件号码为空', sentence: '没有填写，请对照证件填写' },
  ID_FORMAT: {
    severity: 'error',
    field: 'idNumber',
    cause: '证件号码格式不对',
    sentence: '位数或字符不符合“{documentType}”，现在是 {length} 位，请对照证件填写',
  },
  ID_CHECKSUM: {
    severity: 'error',
    field: 'idNumber',
    cause: '证件号码校验位不符',
    sentence: '校验位不符，请对照身份证逐位核对',
  },
  ID_NUMERIC_CELL: {
    severity: 'error',
    field: 'idNumber',
    cause: '证件号码是数字格式',
    sentence: '单元格是数字格式，末几位已经丢失，找不回来，请重新输入',
  },
  ID_BIRTHDATE_IMPOSSIBLE: {
    severity: 'error',
    field: 'idNumber',
    cause: '证件号码里的日期不存在',
    sentence: '号码里的出生日期 {value} 不可能，请对照证件逐位核对',
  },
  ID_UPGRADED_FROM_15: {
    severity: 'warning',
    field: 'idNumber',
    cause: '15 位旧号码已换成 18 位',
    sentence: '15 位旧号码已换算成 18 位，请看一眼是否一致',
  },
  BIRTHDATE_MISSING: {
    severity: 'error',
    field: 'birthDate',
    cause: '出生日期为空',
    sentence: '这种证件号码里没有出生日期，请填写',
  },
  BIRTHDATE_INVALID: {
    severity: 'error',
    field: 'birthDate',
    cause: '出生日期认不出',
    sentence: '“{value}”认不出是哪一天，请写成 1990-03-07 的样子',
  },
  BIRTHDATE_MISMATCH: {
    severity: 'error',
    field: 'birthDate',
    cause: '出生日期与证件不一致',
    sentence: '与证件号码不一致，证件号码显示为 {expected}',
  },
  GENDER_MISSING: { severity: 'error', field: 'sex', cause: '性别为空', sentence: '这种证件号码里没有性别，请填写' },
  GENDER_INVALID: { severity: 'error', field: 'sex', cause: '性别认不出', sentence: '“{value}”认不出，请填“男”或“女”' },
  GENDER_MISMATCH: {
    severity: 'error',
    field: 'sex',
    cause: '性别与证件号码不一致',
    sentence: '填的是{value}，证件号码显示为{expected}',
  },
  GENDER_NOT_ELIGIBLE: {
    severity: 'error',
    field: 'sex',
    cause: '性别不符合计划',
    sentence: '“{plan}”只保障{expected}职工，请{remedy}',
  },
  AGE_OUT_OF_RANGE: {
    severity: 'error',
    field: 'birthDate',
    cause: '年龄超出范围',
    sentence: '保障起始日（{reference}）{age} 周岁，“{plan}”为 {min}–{max} 周岁',
  },
  PHONE_INVALID: {
    severity: 'warning',
    field: 'phone',
    cause: '手机号码不完整',
    sentence: '手机号码要 11 位数字，{problem}，不影响参保，可以以后再补',
  },
  HIRE_DATE_INVALID: {
    severity: 'warning',
    field: 'hireDate',
    cause: '入职日期认不出',
    sentence: '“{value}”认不出是哪一天，没有读入，不影响参保',
  },
  SHARES_INVALID: {
    severity: 'error',
    field: 'shares',
    cause: '份数不是正整数',
    sentence: '“{value}”不是份数，请填 {allowed} 的整数',
  },
  SHARES_OVER_MAX: {
    severity: 'error',
    field: 'shares',
    cause: '份数超过上限',
    sentence: '填了 {value} 份，“{plan}”每人最多 {max} 份',
  },
  SHARES_NOT_UNIFORM: {
    severity: 'error',
    field: 'shares',
    cause: '份数与全单位不一致',
    sentence: '填了 {value} 份，“{plan}”要求全单位都是 {expected} 份',
  },
  ID_DUPLICATE_IN_FILE: {
    severity: 'error',
    field: 'idNumber',
    cause: '同一人重复，内容相同',
    sentence: '与第 {rows} 行完全相同，请保留一行',
  },
  DUPLICATE_IN_FILE_DIFFERS: {
    severity: 'error',
    field: 'idNumber',
    cause: '同一人两行，内容不同',
    sentence: '与第 {rows} 行是同一个证件号码，{difference}',
  },
  ALREADY_INSURED: {
    severity: 'error',
    field: 'row',
    cause: '同期已有保障',
    sentence: '“{plan}”在 {start} 至 {end} 已有保障，不能重复参加',
  },
  SHARES_OVER_CAP_WITH_EXISTING: {
    severity: 'error',
    field: 'shares',
    cause: '连同已有份数超过上限',
    sentence: '“{plan}”同期已有 {existing} 份，再加 {value} 份超过每人 {max} 份',
  },
  ALREADY_PENDING_ELSEWHERE: {
    severity: 'error',
    field: 'row',
    cause: '另有申请正在办理',
    sentence: '“{plan}”另有一份申请正在办理这位职工，请先与职工本人核实',
  },
  COVER_NEEDS_REVIEW: {
    severity: 'warning',
    field: 'row',
    cause: '需互助会核对',
    sentence: '需互助会核对，不影响提交',
  },
  NOT_IN_LEDGER: {
    severity: 'error',
    field: 'row',
    cause: '不在社保台账中',
    sentence: '{month} 台账里没有这个人。若是新入职，请上传劳动合同等证明',
  },
  LEDGER_NAME_MISMATCH: {
    severity: 'error',
    field: 'name',
    cause: '姓名与台账不一致',
    sentence: '台账上的姓名是“{expected}”，请对照身份证改成一致',
  },
  LEDGER_STOPPED: {
    severity: 'error',
    field: 'row',
    cause: '台账显示已停保',
    sentence: '台账显示 {month} 已停保。若仍在职，请上传劳动合同等证明',
  },
  LEDGER_STALE: {
    severity: 'error',
    field: 'row',
    cause: '台账只有较早的记录',
    sentence: '台账里最近一次缴费是 {month}。若仍在职，请上传劳动合同等证明',
  },
  FORMULA_WITHOUT_VALUE: {
    severity: 'error',
    field: 'row',
    cause: '公式没有算出值',
    sentence: '单元格里是公式，没有保存结果，请在 Excel 里改成数值后再导入，或直接填写',
  },
  CELL_ERROR: { severity: 'error', field: 'row', cause: '单元格是错误值', sentence: '单元格显示“{value}”，请重新填写' },
  NOTE_TOO_LONG: {
    severity: 'error',
    field: 'note',
    cause: '备注太长',
    sentence: '备注最多 {max} 个字，现在是 {length} 个',
  },
  HIDDEN_ROW: {
    severity: 'warning',
    field: 'row',
    cause: '原表中的隐藏行',
    sentence: '这一行在原表中是隐藏的，也已读入，请看一眼是不是要参保',
  },
  TEXT_NORMALISED: {
    severity: 'warning',
    field: 'row',
    cause: '文字已自动规范',
    sentence: '写的是“{value}”，已读作 {expected}，请看一眼是否一致',
  },
} as const satisfies Record<string, IssueCodeDefinition>;

export type IssueCode = keyof typeof ISSUE_CODES;

/** One finding about one row. Details fill the sentence; they hold no ID number. */
export interface RowIssue {
  readonly code: IssueCode;
  /** The column to mark; `row` when no single column is at fault. Overrides the code's default field. */
  readonly field: RosterField | 'row';
  /** The plan the finding is about, when it is about one. */
  readonly planCode?: string;
  readonly details: ErrorDetails;
}

/** Found by looking at other rows, or at cover elsewhere: another row's edit or another unit's act may change them. */
export const ISSUES_BETWEEN_ROWS: readonly IssueCode[] = [
  'ALREADY_INSURED',
  'SHARES_OVER_CAP_WITH_EXISTING',
  'ALREADY_PENDING_ELSEWHERE',
  'COVER_NEEDS_REVIEW',
  'ID_DUPLICATE_IN_FILE',
  'DUPLICATE_IN_FILE_DIFFERS',
];

/** 【上传证明】 turns these errors into warnings that stay with the row, for the reviewer (domain.md, 社保台账). */
export const CURED_BY_EVIDENCE: readonly IssueCode[] = ['NOT_IN_LEDGER', 'LEDGER_STOPPED', 'LEDGER_STALE'];
export const LEDGER_ISSUES: readonly IssueCode[] = [...CURED_BY_EVIDENCE, 'LEDGER_NAME_MISMATCH'];
const WITH_EVIDENCE = '已上传证明，由互助会审核时核对';

/** The code's own; an issue that evidence stands beside is stored as a warning. */
export function severityOf(code: IssueCode): Severity {
  return ISSUE_CODES[code].severity;
}

/** The sentence without row and field: `校验位不符，请对照身份证逐位核对`. */
export function issueSentence(issue: Pick<RowIssue, 'code' | 'details'>): string {
  if (issue.details.evidence === true) return WITH_EVIDENCE;
  return fillSentence(ISSUE_CODES[issue.code].sentence, issue.details);
}
