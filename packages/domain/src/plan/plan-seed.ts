import { type PlanCode, type PlanVersion, planVersion } from './plan.schema.ts';

/**
 * The five plans a newcomer meets. One pure data file, read by the seeder and by the command line alike.
 * CI2021 carries the published figures; the others are marked `example: true` (domain.md, Plans).
 */

const CONSENT =
  '为办理参保、核对社保台账、查重和给付，互助会需要处理职工的姓名、证件号码、出生日期、性别和联系电话。上述信息加密保存，只用于本保障，不提供给无关的第三方。单位已就此取得职工本人同意。';
const TRUTHFUL = '单位和职工应当如实填写名单和健康情况。因填写不实造成不能给付的，由填写方承担责任。';
const CLAIM_DEADLINE = '自确诊之日或者医疗费用结算之日起一年内，可以通过本单位工会提出给付申请；超过一年的，不再受理。';
const NO_REFUND = '保障生效以后，不办理退费；参保人在保障期间离职的，保障继续有效至期满。';

interface NoticeInput {
  number: string;
  revision: string;
  eligibility: string[];
  health: string[];
  waiting: string[];
  benefits: string[];
  exclusions: string[];
  duplicates: string[];
}

function notice(input: NoticeInput): PlanVersion['notice'] {
  return {
    number: input.number,
    revision: input.revision,
    sections: [
      { heading: '一、参保资格', paragraphs: input.eligibility },
      { heading: '二、健康告知', paragraphs: [...input.health, TRUTHFUL] },
      { heading: '三、免责期', paragraphs: input.waiting },
      { heading: '四、给付', paragraphs: input.benefits },
      { heading: '五、不予给付的情形', paragraphs: input.exclusions },
      { heading: '六、重复参保与退费', paragraphs: [...input.duplicates, NO_REFUND] },
      { heading: '七、个人信息的使用', paragraphs: [CONSENT] },
      { heading: '八、给付申请期限', paragraphs: [CLAIM_DEADLINE] },
    ],
  };
}

const COMMON_EXCLUSIONS = [
  '参保前已经确诊、正在治疗或者医生已建议进一步检查的疾病。',
  '故意犯罪、斗殴、吸毒、酒后驾驶、无证驾驶造成的伤病。',
  '战争、暴乱、核辐射造成的伤病。',
];

export const PLAN_SEED: readonly PlanVersion[] = [
  {
    code: 'CI2021',
    version: '2021版',
    name: '重大疾病互助保障计划',
    shortName: '重大疾病',
    summary: '16–60 周岁深圳在职职工，有无医保均可',
    example: false,
    feePerShareFen: 8_000,
    termMonths: 12,
    maxSharesPerPerson: 5,
    age: { min: 16, max: 60 },
    waiting: { firstDays: 30, note: '30 天，意外无', stages: [{ days: 30, label: '首次参保或新增份数' }] },
    renewalGraceDays: 30,
    duplicatePolicy: 'sum_to_cap',
    sharesUniform: false,
    minHeadcount: 1,
    minLedgerPercent: 80,
    requiresMedicalInsurance: false,
    supplementAllowed: true,
    proRating: 'DAILY',
    combinable: true,
    insuresChildren: false,
    benefits: [
      { name: '罕见重症', amountPerShareFen: 6_000_000, description: '确诊约定的罕见重症，一次性给付' },
      { name: '普通重症', amountPerShareFen: 3_000_000, description: '确诊约定的普通重症，一次性给付' },
      { name: '轻症', amountPerShareFen: 500_000, description: '确诊约定的轻症，一次性给付' },
      { name: '免责期内重症慰问金', amountPerShareFen: 100_000, description: '给付后该职工的保障终止' },
    ],
    notice: notice({
      number: 'GZ-CI2021-03',
      revision: '2021版，第 3 次修订，2026年1月1日起施行',
      eligibility: [
        '参保职工应为与本单位建立劳动关系、年满 16 周岁且未满 61 周岁（以保障起始日计算）的深圳在职职工，有无基本医疗保险均可参加。',
        '参保由单位工会统一办理，每人最多 5 份。同一职工经由不同单位参保的，份数合并计算，合计不超过 5 份。',
      ],
      health: [
        '参保前已经确诊、正在治疗或者医生已建议进一步检查的重大疾病，不在保障范围内。请如实告知，并请提醒每位职工确认。',
      ],
      waiting: [
        '首次参保的免责期为 30 天，自保障起始日零时起算。因意外伤害引起的重大疾病没有免责期。宽限期内续保的，原有份数不再计算免责期，新增份数另行计算。',
        '免责期内确诊重症的，每份给付慰问金 1,000 元，该职工的保障随即终止；确诊轻症的不给付，仅轻症保障终止。',
      ],
      benefits: ['每份给付：罕见重症 60,000 元，普通重症 30,000 元，轻症 5,000 元。每人最多给付两次，先轻症、后重症。'],
      exclusions: COMMON_EXCLUSIONS,
      duplicates: ['同一职工在同一保障期间的份数合计不超过 5 份，超过的份数无效。'],
    }),
  },
  {
    code: 'HOSP',
    version: '',
    name: '住院医疗综合互助保障计划',
    shortName: '住院医疗',
    summary: '16–60 周岁，已参加医保',
    example: true,
    feePerShareFen: 9_500,
    termMonths: 12,
    maxSharesPerPerson: 1,
    age: { min: 16, max: 60 },
    waiting: { firstDays: 30, note: '首次 30 天，续保无', stages: [{ days: 30, label: '首次参保' }] },
    renewalGraceDays: 30,
    duplicatePolicy: 'one_per_term',
    sharesUniform: true,
    minHeadcount: 1,
    minLedgerPercent: 80,
    requiresMedicalInsurance: true,
    supplementAllowed: true,
    proRating: 'MONTH_CEIL',
    combinable: true,
    insuresChildren: false,
    benefits: [
      { name: '住院津贴', amountPerShareFen: 5_000, description: '每天，每次住院从第 4 天起（示例）' },
      { name: '自付部分分担', description: '医保结算后自付部分的 50%，每年最高 10,000 元（示例）' },
    ],
    notice: notice({
      number: 'GZ-HOSP-01',
      revision: '示例文本，待互助会审定',
      eligibility: ['参保职工应年满 16 周岁且未满 61 周岁，并已参加深圳市基本医疗保险。每人 1 份。'],
      health: ['参保前已经住院治疗的同一疾病，不在保障范围内。'],
      waiting: ['首次参保的免责期为 30 天；宽限期内续保没有免责期。'],
      benefits: ['住院津贴和医保结算后自付部分的分担，按保障利益表计算。'],
      exclusions: COMMON_EXCLUSIONS,
      duplicates: ['同一职工在同一保障期间只能参加一次。'],
    }),
  },
  {
    code: 'ACC',
    version: '',
    name: '意外伤害互助保障计划',
    shortName: '意外伤害',
    summary: '16–60 周岁，按伤残等级给付',
    example: true,
    feePerShareFen: 5_000,
    termMonths: 12,
    maxSharesPerPerson: 2,
    age: { min: 16, max: 60 },
    waiting: { firstDays: 0, note: '无', stages: [] },
    renewalGraceDays: 30,
    duplicatePolicy: 'sum_to_cap',
    sharesUniform: false,
    minHeadcount: 1,
    minLedgerPercent: 80,
    requiresMedicalInsurance: false,
    supplementAllowed: true,
    proRating: 'DAILY',
    combinable: true,
    insuresChildren: false,
    benefits: [
      { name: '意外身故', amountPerShareFen: 5_000_000, description: '一次性给付（示例）' },
      { name: '意外伤残', description: '按伤残等级，一级 100% 至十级 10%（示例）' },
    ],
    notice: notice({
      number: 'GZ-ACC-01',
      revision: '示例文本，待互助会审定',
      eligibility: ['参保职工应年满 16 周岁且未满 61 周岁。每人最多 2 份。'],
      health: ['本计划不要求健康告知。'],
      waiting: ['没有免责期，自保障起始日零时起算。'],
      benefits: ['按伤残等级给付，详见保障利益表。'],
      exclusions: COMMON_EXCLUSIONS,
      duplicates: ['同一职工在同一保障期间的份数合计不超过 2 份。'],
    }),
  },
  {
    code: 'FEMALE',
    version: '',
    name: '女职工特殊疾病互助保障计划',
    shortName: '女职工特殊疾病',
    summary: '16–60 周岁女职工；名单中的男职工份数填 0',
    example: true,
    feePerShareFen: 4_000,
    termMonths: 12,
    maxSharesPerPerson: 2,
    age: { min: 16, max: 60 },
    sex: 'female',
    waiting: { firstDays: 90, note: '90 天', stages: [{ days: 90, label: '首次参保或新增份数' }] },
    renewalGraceDays: 30,
    duplicatePolicy: 'sum_to_cap',
    sharesUniform: false,
    minHeadcount: 1,
    minLedgerPercent: 0,
    requiresMedicalInsurance: false,
    supplementAllowed: true,
    proRating: 'DAILY',
    combinable: true,
    insuresChildren: false,
    benefits: [{ name: '女性特殊疾病', amountPerShareFen: 2_000_000, description: '确诊约定疾病，一次性给付（示例）' }],
    notice: notice({
      number: 'GZ-FEMALE-01',
      revision: '示例文本，待互助会审定',
      eligibility: ['参保人应为年满 16 周岁且未满 61 周岁的女职工。每人最多 2 份。'],
      health: ['参保前已经确诊的约定疾病，不在保障范围内。'],
      waiting: ['首次参保的免责期为 90 天，自保障起始日零时起算。'],
      benefits: ['确诊约定疾病，每份一次性给付 20,000 元（示例）。'],
      exclusions: COMMON_EXCLUSIONS,
      duplicates: ['同一职工在同一保障期间的份数合计不超过 2 份。'],
    }),
  },
  {
    code: 'CHILD',
    version: '',
    name: '子女意外互助保障计划',
    shortName: '子女意外',
    summary: '参保职工的未满 18 周岁子女',
    example: true,
    feePerShareFen: 3_000,
    termMonths: 12,
    maxSharesPerPerson: 1,
    age: { min: 0, max: 17 },
    waiting: { firstDays: 0, note: '无', stages: [] },
    renewalGraceDays: 30,
    duplicatePolicy: 'one_per_term',
    sharesUniform: true,
    minHeadcount: 1,
    minLedgerPercent: 0,
    requiresMedicalInsurance: false,
    supplementAllowed: true,
    proRating: 'FULL',
    combinable: false,
    insuresChildren: true,
    benefits: [{ name: '意外伤残', description: '按伤残等级给付（示例）' }],
    notice: notice({
      number: 'GZ-CHILD-01',
      revision: '示例文本，待互助会审定',
      eligibility: ['参保人应为参保职工未满 18 周岁的子女（以保障起始日计算）。每人 1 份，单独参保。'],
      health: ['本计划不要求健康告知。'],
      waiting: ['没有免责期，自保障起始日零时起算。'],
      benefits: ['按伤残等级给付，详见保障利益表。'],
      exclusions: COMMON_EXCLUSIONS,
      duplicates: ['同一子女在同一保障期间只能参加一次。'],
    }),
  },
].map((plan) => planVersion.parse(plan));

/** The seed's version of a plan. */
export function seedPlan(code: PlanCode): PlanVersion {
  const plan = PLAN_SEED.find((candidate) => candidate.code === code);
  if (!plan) throw new RangeError(`no such plan: ${code}`);
  return plan;
}
