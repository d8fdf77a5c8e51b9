import { PLAN_CODES } from '@huzhu/domain/plan/plan.schema';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import type { ReviewMarkView } from '@huzhu/domain/review/review.schema';
import { ROSTER_FIELD_LABELS, type RosterField } from '@huzhu/domain/roster/roster-field';

export type MarkedField = NonNullable<ReviewMarkView['field']>;

/** `第 88 行 · 姓名`; a mark about the whole application names neither. */
export function placeOf(rowNumber: number | null, field: MarkedField | null): string {
  if (rowNumber === null) return '整份申请';
  return field === null || field === 'row' ? `第 ${rowNumber} 行` : `第 ${rowNumber} 行 · ${labelOf(field)}`;
}

export function labelOf(field: RosterField): string {
  const plan = PLAN_CODES.find((code) => field === `shares:${code}`);
  if (plan) return `份数 · ${seedPlan(plan).shortName}`;
  return ROSTER_FIELD_LABELS[field as keyof typeof ROSTER_FIELD_LABELS];
}

/** Ready sentences that save typing, by what is marked. */
export function readySentences(field: MarkedField | null): readonly string[] {
  if (field === 'name') return ['姓名与身份证不符，请核对', '身份证照片看不清，请重新上传'];
  if (field === 'idNumber') return ['证件号码与身份证不符，请核对', '证件类型与号码不符，请核对'];
  if (field === 'row') return ['请上传劳动合同或社保缴费证明', '证明已过期，请上传新的', '已离职的请删除这一行'];
  if (field === null) return ['名单与上期差别较大，请核对是否传错文件', '联系人电话打不通，请核对'];
  return ['与证明材料不符，请核对'];
}
