import { z } from 'zod';
import { applicationNumber, requestId } from '../application/application.schema.ts';
import { DOCUMENT_TYPES, type DocumentType } from '../person/document-type.ts';
import { policyNumber } from './policy.schema.ts';

/** What a unit may have changed about the persons of a policy in force; a reviewer decides, and a 保全 says so. */
export const POLICY_CHANGE_KINDS = { correction: '更正', removal: '减员' } as const;
export type PolicyChangeKind = keyof typeof POLICY_CHANGE_KINDS;
export const policyChangeKind = z.enum(['correction', 'removal']);

export const POLICY_CHANGE_STATES = {
  pending: '待审核',
  approved: '已通过',
  refused: '已驳回',
  withdrawn: '已撤回',
} as const;
export type PolicyChangeState = keyof typeof POLICY_CHANGE_STATES;
export const policyChangeState = z.enum(
  Object.keys(POLICY_CHANGE_STATES) as [PolicyChangeState, ...PolicyChangeState[]],
);

const documentType = z.enum(Object.keys(DOCUMENT_TYPES) as [DocumentType, ...DocumentType[]]);

/** What may be put right without a new application: no number, no 份, no money. */
export const personDetails = z.object({ name: z.string(), phone: z.string(), documentType: documentType.nullable() });
export type PersonDetails = z.infer<typeof personDetails>;

const reason = z.string().trim().min(2, '请写明原因').max(500, '原因最多 500 个字');
/** A line of 参保人员名单 (its `id`), which names the person. */
const line = z.int().min(1);

/** 【更正】 of one person. */
export const requestCorrectionInput = z.strictObject({
  requestId,
  policyNumber,
  line,
  /** Absent: stays as it is. */
  name: z.string().trim().min(1, '请填写姓名').max(50, '姓名最多 50 个字').optional(),
  phone: z.string().trim().min(1, '请填写手机号码').max(20, '手机号码最多 20 个字符').optional(),
  documentType: documentType.optional(),
  reason,
});
export type RequestCorrectionInput = z.infer<typeof requestCorrectionInput>;

/** The 保全单 names them on its one page. */
export const REMOVED_AT_ONCE = 12;

/** 【减员】 of some persons; a person in five plans has five lines. */
export const requestRemovalInput = z.strictObject({
  requestId,
  policyNumber,
  lines: z
    .array(line)
    .min(1, '请先勾选人员')
    .max(REMOVED_AT_ONCE * 5, `一次最多减员 ${REMOVED_AT_ONCE} 人，请分几次提交`),
  reason,
});
export type RequestRemovalInput = z.infer<typeof requestRemovalInput>;

export const policyChangeNumber = z.string().regex(/^BG\d{8}-\d{4,8}[0-9A-Z]$/, '变更编号不正确');
const changeMove = z.strictObject({ requestId, changeNumber: policyChangeNumber, version: z.int() });
export const approveChangeInput = changeMove;
export const withdrawChangeInput = changeMove;
export const refuseChangeInput = changeMove.extend({ reason });

export const listChangesInput = z.strictObject({
  /** Only of this policy, named by itself or by its application. */
  policyNumber: policyNumber.optional(),
  applicationNumber: applicationNumber.optional(),
  /** Only those that wait. */
  open: z.boolean().default(false),
});

/** A change, with what it changes. */
export const policyChangeView = z.object({
  number: policyChangeNumber,
  version: z.int(),
  kind: policyChangeKind,
  state: policyChangeState,
  policyNumber,
  unitName: z.string(),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  refusal: z.string().nullable(),
  persons: z.array(
    z.object({
      idMasked: z.string(),
      before: personDetails,
      /** Null for 减员. */
      after: personDetails.nullable(),
    }),
  ),
  /** The asker took it in hand, or may do so. */
  own: z.boolean(),
});
export type PolicyChangeView = z.infer<typeof policyChangeView>;
export const policyChangeList = z.array(policyChangeView);

/** The words of what may be corrected, in order. */
export const DETAIL_LABELS = { name: '姓名', phone: '手机号码', documentType: '证件类型' } as const;

/** What differs, with the words that a person reads. */
export function detailChanges(
  before: PersonDetails,
  after: PersonDetails,
): { readonly label: string; readonly before: string; readonly after: string }[] {
  const word = (details: PersonDetails, field: keyof PersonDetails) =>
    field === 'documentType' ? (details.documentType ? DOCUMENT_TYPES[details.documentType] : '') : details[field];
  return (Object.keys(DETAIL_LABELS) as (keyof PersonDetails)[])
    .map((field) => ({ label: DETAIL_LABELS[field], before: word(before, field), after: word(after, field) }))
    .filter((change) => change.before !== change.after);
}
