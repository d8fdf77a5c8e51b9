import { z } from 'zod';
import { calendarDate } from '../calendar/calendar-date.ts';
import { participationView } from '../ledger/ledger.schema.ts';
import { planCode } from '../plan/plan.schema.ts';
import { applicationState } from './application-state.ts';

/** What is applied for, in the words of the manual: 参保, 保全 (to a policy in force), 续保 (of one that ends). */
export const APPLICATION_KINDS = { enrolment: '参保申请', supplement: '保全申请', renewal: '续保申请' } as const;
export const applicationKind = z.enum(['enrolment', 'supplement', 'renewal']);
export type ApplicationKind = z.infer<typeof applicationKind>;

/** `保全申请 BQ20261123-0001K`, as sentences name an application. */
export const calledApplication = ({ kind, number }: { readonly kind: ApplicationKind; readonly number: string }) =>
  `${APPLICATION_KINDS[kind]} ${number}`;

/** Every mutation that creates or moves something carries one: the same id again gives the same answer. */
export const requestId = z.uuid();

/** An application is addressed by its public number, never by a database id. */
export const applicationNumber = z.string().regex(/^[A-Z]{2}\d{8}-\d{4,8}[0-9A-Z]$/, '申请编号不正确');

export const contactPhone = z
  .string()
  .trim()
  .regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?)$/, '请填写 11 位手机号码，或带区号的座机号码');

export const contact = z.strictObject({
  name: z.string().trim().min(1, '请填写联系人姓名').max(50, '联系人姓名最多 50 个字'),
  phone: contactPhone,
});
export type Contact = z.infer<typeof contact>;

export const plannedShares = z.strictObject({ code: planCode, shares: z.int().min(1).max(99) });

/** 选择保障计划: what 【下一步】 and 【暂存】 of the first step save. */
export const draftInput = z.strictObject({
  unitCode: z.string().min(1),
  plans: z.array(plannedShares).max(5),
  requestedDate: calendarDate.nullable(),
});
export type DraftInput = z.infer<typeof draftInput>;

export const createDraftInput = draftInput.extend({ requestId });
export const updateDraftInput = draftInput.extend({
  requestId,
  number: applicationNumber,
  /** The version the page was filled from; a newer one on the server answers STALE_VERSION. */
  version: z.int(),
});
export const updateContactInput = z.strictObject({ requestId, number: applicationNumber, version: z.int(), contact });
export const acceptNoticeInput = z.strictObject({
  requestId,
  number: applicationNumber,
  version: z.int(),
  code: planCode,
  /** Of the text that was read (plan.offered gives it). */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export const applicationRef = z.strictObject({ number: applicationNumber });
export const moveInput = z.strictObject({ requestId, number: applicationNumber, version: z.int() });

/** A move that has to be explained to whom it concerns. */
export const moveWithReasonInput = moveInput.extend({
  reason: z.string().trim().min(2, '请写明原因').max(500, '原因最多 500 个字'),
});
export type MoveWithReasonInput = z.infer<typeof moveWithReasonInput>;

export const planLine = z.object({
  code: planCode,
  name: z.string(),
  shortName: z.string(),
  versionLabel: z.string(),
  feePerShareFen: z.int(),
  maxShares: z.int(),
  /** 份数 chosen in the wizard; a row may differ where the plan allows it. */
  shares: z.int(),
});

/** The policy that a 保全 is added to, or that a 续保 goes on from. */
export const parentPolicy = z.object({
  policyNumber: z.string(),
  state: z.enum(['in_force', 'expired', 'terminated']),
  start: calendarDate,
  /** Last day of cover (含当日). */
  end: calendarDate,
});
export type ParentPolicy = z.infer<typeof parentPolicy>;

/** What the task frame and every step need. */
export const applicationView = z.object({
  number: applicationNumber,
  kind: applicationKind,
  /** Null for a 参保. */
  parent: parentPolicy.nullable(),
  state: applicationState,
  version: z.int(),
  unit: z.object({ code: z.string(), name: z.string(), socialInsuranceNumber: z.string().nullable() }),
  plans: z.array(planLine),
  requestedDate: calendarDate.nullable(),
  /** The first day on which its cover could begin. */
  earliestDate: calendarDate,
  /** requestedDate, else earliestDate: what ages are counted at while drafting. */
  referenceDate: calendarDate,
  /** Last day of cover (含当日) for referenceDate. */
  referenceEnd: calendarDate.nullable(),
  contact: contact.nullable(),
  noticesAccepted: z.array(z.object({ code: planCode, acceptedAt: z.iso.datetime() })),
  savedAt: z.iso.datetime(),
  submittedAt: z.iso.datetime().nullable(),
  /** True when the asker may change it now. */
  editable: z.boolean(),
});
export type ApplicationView = z.infer<typeof applicationView>;

export const LIST_TABS = [
  'all',
  'mine',
  'pending_review',
  'pending_verification',
  'pending_effective',
  'in_force',
  'rejected',
  'withdrawn',
] as const;

/** A renewal is reminded of so many days before the cover ends (domain.md, Lifecycle). */
export const EXPIRY_NOTICE_DAYS = 30;
/** What was returned keeps its reservation so many days (config). */
export const RETURN_DAYS = 30;

/** The two lists of applications: 参保申请, which holds the renewals, and 补充进度查询. */
export const APPLICATION_LISTS = ['enrolment', 'supplement'] as const;
export const applicationListName = z.enum(APPLICATION_LISTS);
export type ApplicationListName = z.infer<typeof applicationListName>;

/** The filters of the list without the page: what 导出 takes. */
export const listApplicationsInput = z.strictObject({
  list: applicationListName.default('enrolment'),
  tab: z.enum(LIST_TABS).default('all'),
  /** Part of an application number or of a unit's name. */
  query: z.string().trim().max(60).default(''),
  unitCode: z.string().max(30).optional(),
  plan: planCode.optional(),
  /** One state of the tab, where a to-do leads. */
  state: applicationState.optional(),
  /** In force, and the cover ends within EXPIRY_NOTICE_DAYS. */
  expiring: z.boolean().optional(),
  /** 录入日期 in Shenzhen, both days included. */
  from: calendarDate.optional(),
  to: calendarDate.optional(),
  /** The number of an application that stands before all others: the one that was just submitted. */
  leading: z.string().max(30).optional(),
  /** `waiting`: who has waited longest, `size`: the largest first; the default is the nearest deadline. */
  sort: z.enum(['deadline', 'waiting', 'size']).default('deadline'),
  page: z.int().min(1).max(100_000).default(1),
  pageSize: z.int().min(10).max(100).default(10),
});

/**
 * A day by which something has to be done, and what happens then: the reservation of what was returned ends, the cover that a
 * draft asks for would begin, a cover ends.
 */
export const deadline = z.object({ kind: z.enum(['return', 'start', 'expiry']), day: calendarDate, daysLeft: z.int() });
export type Deadline = z.infer<typeof deadline>;

export const applicationListItem = z.object({
  number: applicationNumber,
  kind: applicationKind,
  /** The policy it is added to or goes on from; null for a 参保. */
  parentNumber: z.string().nullable(),
  state: applicationState,
  unitName: z.string(),
  planNames: z.array(z.string()),
  headcount: z.int(),
  /** Null while the roster is unfinished. */
  premiumFen: z.int().nullable(),
  /** The step a draft was left at, for 继续填写. */
  step: z.enum(['plan', 'notice', 'roster', 'confirm']),
  errorRows: z.int(),
  updatedAt: z.iso.datetime(),
  submittedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  /** First and last day of cover (含当日); null before the submission. */
  start: calendarDate.nullable(),
  end: calendarDate.nullable(),
  /** When the state was reached, where the record tells it. */
  since: z.iso.datetime().nullable(),
  /** What the society wrote when it returned or refused. */
  reason: z.string().nullable(),
  deadline: deadline.nullable(),
  yours: z.boolean(),
});

export const applicationList = z.object({
  items: z.array(applicationListItem),
  total: z.int(),
  counts: z.record(z.enum(LIST_TABS), z.int()),
});
export type ApplicationList = z.infer<typeof applicationList>;

/** 待办事项: applications of one kind that wait for the asker, with the one that is most pressing. */
export const toDo = z.object({
  /** Where it stands. */
  list: applicationListName,
  kind: z.enum([
    'pending_payment',
    'returned',
    'draft',
    'pending_review',
    'pending_verification',
    'pending_effective',
    'expiring',
  ]),
  count: z.int(),
  first: applicationListItem,
});
export const toDoList = z.array(toDo);
export type ToDo = z.infer<typeof toDo>;

/** Of a supplement: the part of the full fee that is due. */
const proRata = z.object({
  /** Days that are left, both ends counted, or months begun. */
  part: z.int(),
  /** Days or months of the whole term. */
  whole: z.int(),
  unit: z.enum(['day', 'month']),
});

/** Persons with the same 份 of a plan: each pays the same. */
const premiumGroup = z.object({
  shares: z.int(),
  persons: z.int(),
  eachFen: z.int(),
  amountFen: z.int(),
});

/** What a plan costs in an application, as pages and papers state it. */
export const premiumLine = z.object({
  code: planCode,
  name: z.string(),
  headcount: z.int(),
  shares: z.int(),
  feePerShareFen: z.int(),
  amountFen: z.int(),
  /** Null where the whole fee is due. */
  proRata: proRata.nullable(),
  groups: z.array(premiumGroup),
});

/** 确认提交: what is about to be submitted, computed on the server. */
export const applicationSummary = z.object({
  application: applicationView,
  unit: z.object({ name: z.string(), creditCode: z.string().nullable() }),
  start: calendarDate,
  end: calendarDate,
  lines: z.array(premiumLine),
  headcount: z.int(),
  totalFen: z.int(),
  /** 大写 */
  totalInWords: z.string(),
  rows: z.object({ active: z.int(), deleted: z.int(), corrected: z.int(), errors: z.int(), warnings: z.int() }),
  fileName: z.string().nullable(),
  /** Compared by person with what the unit last enrolled; null when it never did. */
  difference: z
    .object({
      /** The application compared with, and whether it became cover or was only submitted. */
      number: applicationNumber,
      covered: z.boolean(),
      headcount: z.int(),
      joined: z.int(),
      left: z.int(),
      changed: z.int(),
      unchanged: z.int(),
      /** 份 before and now, when everybody who changed changed alike. */
      changedFrom: z.int().nullable(),
      changedTo: z.int().nullable(),
    })
    .nullable(),
  /** Null when no 社保台账 was read. */
  ledger: z
    .object({
      fileName: z.string(),
      /** `YYYY-MM`; null when the file speaks of months to come only. */
      month: z.string().nullable(),
      persons: z.int(),
      participation: participationView.nullable(),
      /** Rows that stand on evidence instead. */
      evidenceRows: z.int(),
    })
    .nullable(),
  /** Sentences of what still stands in the way; empty when 【确认提交】 may be pressed. */
  blockers: z.array(z.object({ code: z.string(), sentence: z.string(), step: z.enum(['plan', 'notice', 'roster']) })),
});
export type ApplicationSummary = z.infer<typeof applicationSummary>;

/** For how long a deleted draft may be had back. */
export const DELETED_DRAFT_DAYS = 30;

/** 最近删除: drafts that may still be had back. */
export const deletedDraft = z.object({
  number: applicationNumber,
  version: z.int(),
  unitName: z.string(),
  deletedAt: z.iso.datetime(),
  /** Last day on which it may be had back (含当日). */
  until: calendarDate,
});

export const lastChangeInput = z.strictObject({ number: applicationNumber, rowNumber: z.int().min(1).optional() });

/** Who changed an application, or a row of its roster, last: what a refused save says. */
export const lastChange = z
  .object({
    at: z.iso.datetime(),
    actorName: z.string(),
    /** The same account, on another machine or in another window. */
    own: z.boolean(),
    label: z.string(),
  })
  .nullable();
export type LastChange = z.infer<typeof lastChange>;

export const auditEntry = z.object({
  at: z.iso.datetime(),
  label: z.string(),
  actorName: z.string(),
  roleName: z.string(),
  from: applicationState.nullable(),
  to: applicationState.nullable(),
  reason: z.string().nullable(),
});
