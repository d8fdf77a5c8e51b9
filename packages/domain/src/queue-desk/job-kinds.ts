/** The queues as the administrator knows them. The queue of the desk's own signs of life is none of them. */
export const WORK_QUEUES = {
  roster: { label: '名单导入', purpose: '读取并检查参保名单、社保台账' },
  documents: { label: '单据生成', purpose: '生成缴费通知书、承诺书、电子保单、电子保全单 PDF，寄送发票' },
} as const;

export type WorkQueue = keyof typeof WORK_QUEUES;
export const WORK_QUEUE_NAMES = Object.keys(WORK_QUEUES) as [WorkQueue, ...WorkQueue[]];

export interface JobKind {
  readonly label: string;
  /** What a worker that has it in hand is doing; the number of them stands behind. */
  readonly doing: string;
  readonly unit: string;
  /** What trying again does, for whoever is about to. */
  readonly again: string;
}

/** What each job is called. Total over the jobs of packages/jobs (a compile error there when one is forgotten). */
export const JOB_KINDS = {
  'parse-roster': {
    label: '导入参保名单',
    doing: '导入名单',
    unit: '份',
    again: '重试会用原来的文件再导入一次，不会重复。',
  },
  'import-ledger': {
    label: '导入社保台账',
    doing: '导入社保台账',
    unit: '份',
    again: '重试会用原来的文件再导入一次，不会重复。',
  },
  'render-payment-notice': {
    label: '生成缴费通知书',
    doing: '生成缴费通知书',
    unit: '份',
    again: '重试会按签发时的内容再生成一次，编号和金额不变。',
  },
  'render-policy': {
    label: '生成电子保单',
    doing: '生成电子保单',
    unit: '份',
    again: '重试会按保单生效时的内容再生成一次，保单号和人员不变。',
  },
  'render-endorsement': {
    label: '生成电子保全单',
    doing: '生成电子保全单',
    unit: '份',
    again: '重试会按保全生效时的内容再生成一次，保全单号和人员不变。',
  },
  'render-undertaking': {
    label: '生成提前开票承诺书',
    doing: '生成提前开票承诺书',
    unit: '份',
    again: '重试会按单位填写的内容再生成一次，编号不变。',
  },
  'mail-invoice': {
    label: '寄送发票邮件',
    doing: '寄送发票邮件',
    unit: '封',
    again: '重试会再寄一次；单位在系统里也能下载发票。',
  },
} as const satisfies Readonly<Record<string, JobKind>>;

export type JobKindName = keyof typeof JOB_KINDS;
