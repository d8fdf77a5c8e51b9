import { z } from 'zod';
import { requestId } from '../application/application.schema.ts';

/**
 * A sentence of the society with places to be filled: `{热线}`, `{付款期限}` and the like. What is filled in is set in bold where
 * the document says so. Unknown places stay as they are written, so that a slip is seen on the sample.
 */
const sentence = z.string().min(1);

/** What stands on the society's documents and is its own to decide (design/documents.md, Decided). */
export const societySettings = z.object({
  /** Issuer in the heads and above the dates, and in the seal's ring. */
  name: z.string().min(1),
  /** Author in the files' properties. */
  fund: z.string().min(1),
  /** Beneath the star of the drawn seal. */
  sealPurpose: z.string().min(1),
  /** PNG, base64, of the seal's print: stands in place of the drawn seal. A picture is no electronic signature. */
  sealPicture: z.base64().optional(),
  hotline: z.string().min(1),
  account: z.object({ name: z.string().min(1), number: z.string().min(1), bank: z.string().min(1) }),
  /** 缴费通知书, 三、注意事项. Place: 热线. */
  paymentRemarks: z.array(sentence).min(1),
  /** 电子保单, 二、特别约定; after what the plans themselves say. Place: 热线. */
  policyTerms: z.array(sentence).min(1),
  /** 电子保单, 三、办理给付. Place: 热线. */
  claimWays: z.array(z.object({ matter: z.string().min(1), way: sentence })).min(1),
  /** 电子保全单, 四、说明. Place: 热线. */
  endorsementRemarks: z.array(sentence).min(1),
  /** 提前开票承诺书, 一 to 五. Places: 大写, 金额, 付款期限, 汇款附言; filled in bold. */
  undertakingClauses: z.array(sentence).min(1),
  /** Last line of a document made outside production. */
  sampleRemark: sentence,
  /** False while the wording is the drafts' and the society has not approved it. */
  approved: z.boolean(),
});
export type SocietySettings = z.infer<typeof societySettings>;

const line = z.string().trim().min(1, '不能有空行').max(300, '一条最多 300 个字');
const lines = z.array(line).min(1, '至少要有一条').max(20, '最多 20 条');
const word = (name: string) => z.string().trim().min(2, `请填写${name}`).max(100, `${name}最多 100 个字`);

/** 互助会设置, all but the seal's picture, which is put in place by itself. */
export const saveSocietyInput = z.strictObject({
  requestId,
  name: word('互助会名称'),
  fund: word('互助金名称'),
  sealPurpose: word('印章用途'),
  hotline: word('热线'),
  account: z.strictObject({ name: word('收款户名'), number: word('收款账号'), bank: word('开户银行') }),
  paymentRemarks: lines,
  policyTerms: lines,
  claimWays: z
    .array(z.strictObject({ matter: line, way: line }))
    .min(1, '至少要有一条')
    .max(20, '最多 20 条'),
  endorsementRemarks: lines,
  undertakingClauses: lines,
  sampleRemark: line,
  approved: z.boolean(),
});
export type SaveSocietyInput = z.infer<typeof saveSocietyInput>;

/** 500 KB in base64. */
const MOST_SEAL_CHARACTERS = 682_668;

/** The seal's picture: a square PNG; null: the drawn seal again. */
export const saveSealInput = z.strictObject({
  requestId,
  picture: z.base64().max(MOST_SEAL_CHARACTERS, '印章图片请不要超过 500 KB').nullable(),
});
export type SaveSealInput = z.infer<typeof saveSealInput>;

/** The drafts' wording, 待互助会审定: account and bank are invented. */
export const DEFAULT_SOCIETY_SETTINGS: SocietySettings = {
  name: '深圳市职工互助会',
  fund: '深圳市职工互助保障',
  sealPurpose: '业务专用章',
  hotline: '0755-83282383',
  account: {
    name: '深圳市职工互助会',
    number: '7559 0012 8000 0000 016',
    bank: '示例银行股份有限公司深圳分行营业部',
  },
  paymentRemarks: [
    '逾期未到账，本通知书作废，须重新申请参保。',
    '上级单位或总部可代付，附言照填识别码。',
    '一笔汇款付多份通知书的，逐一写明各识别码。',
    '汇款后在系统填写划款信息，并上传银行回单。',
    '咨询电话{热线}。',
  ],
  policyTerms: [
    '参保前已患计划所列疾病的，对该疾病及其并发症不承担给付责任。',
    '参保单位及参保人应如实告知。故意隐瞒或提供虚假材料的，本会有权不予给付。',
    '保障生效后互助金不予退还；生效前被核定不予承保的，退还对应互助金。',
    '保障期间内新入职职工可申请补充参保，经本会签发电子保全单后生效，保障止期与本保单相同。',
    '给付申请应自确诊或结算之日起1年内提出。材料清单与办理进度见系统“给付申请”。',
    '参保人个人信息仅用于互助保障的审核、给付与核验。名单中的证件号码以掩码列示。',
    '本保单与告知书、保障计划条款、参保人员名单及历次电子保全单共同构成完整约定；重新签发的，前一版本自签发之日起作废。',
  ],
  claimWays: [
    { matter: '提出申请', way: '由参保单位在系统“给付申请”中提出，按险种和事由附材料' },
    { matter: '咨询', way: '互助会热线 {热线}' },
  ],
  endorsementRemarks: [
    '除上列变更外，其余条款不变。',
    '本保全单是原保单的组成部分，与原保单一并使用。',
    '新增人员名单不得用于互助保障以外的用途。',
    '互助会热线{热线}。',
  ],
  undertakingClauses: [
    '开票金额为人民币（大写）{大写}（{金额}），与缴费通知书应缴金额一致。',
    '于{付款期限}前一次汇清上述款项，汇款附言填写{汇款附言}。',
    '取得发票不视为已缴费；款项到账并经贵会核对前，保障不生效。',
    '逾期未付款的，无条件配合贵会红冲发票，并承担由此产生的责任。',
    '所填信息真实、准确；因信息有误造成的后果由我单位承担。',
  ],
  sampleRemark: '样张：单位、人员、账号与印章均为虚构，不具效力。',
  approved: false,
};
