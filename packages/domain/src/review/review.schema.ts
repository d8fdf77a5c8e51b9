import { z } from 'zod';
import { applicationNumber, requestId } from '../application/application.schema.ts';
import { ledgerStanding, participationView } from '../ledger/ledger.schema.ts';
import { keysetCursor } from '../paging/keyset-cursor.ts';
import { rosterField } from '../roster/roster-field.ts';

const sentence = z.string().trim().min(2, '请写明要改什么').max(200, '最多 200 个字');

const markedField = z.union([rosterField, z.literal('row')]);

/** A mark at a cell (row and field), at a row (field `row`), or about the application as a whole (neither). */
export const markInput = z.strictObject({
  requestId,
  number: applicationNumber,
  rowNumber: z.int().min(1).nullable(),
  field: markedField.nullable(),
  sentence,
});
export type MarkInput = z.infer<typeof markInput>;

export const unmarkInput = z.strictObject({ requestId, number: applicationNumber, id: z.uuid() });

export const reviewMarkView = z.object({
  id: z.uuid(),
  rowNumber: z.int().nullable(),
  field: markedField.nullable(),
  sentence: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  returnedAt: z.iso.datetime().nullable(),
});
export type ReviewMarkView = z.infer<typeof reviewMarkView>;

/** What a reviewer lists: everybody, who has a warning, who differs from the 社保台账, who was corrected by hand. */
export const REVIEW_SHOWS = { all: '全部', warnings: '有提示', ledger: '与台账不一致', corrected: '改过' } as const;
export type ReviewShow = keyof typeof REVIEW_SHOWS;

export const listReviewRowsInput = z.strictObject({
  number: applicationNumber,
  show: z.enum(Object.keys(REVIEW_SHOWS) as [ReviewShow, ...ReviewShow[]]).default('all'),
  /** Part of a name or its pinyin, or a whole ID number. */
  query: z.string().trim().max(60).default(''),
  ...keysetCursor,
  limit: z.int().min(10).max(100).default(50),
});

/** A row as the society sees it: never a whole number, an age instead of a date of birth (reliability.md, 7). */
export const reviewRow = z.object({
  rowNumber: z.int(),
  name: z.string(),
  documentType: z.string(),
  idMasked: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  /** On the first day of cover. */
  age: z.int().nullable(),
  phone: z.string(),
  shares: z.record(z.string(), z.int()),
  hireDate: z.string(),
  note: z.string(),
  corrected: z.boolean(),
  ledger: ledgerStanding,
  /** The name in the 社保台账; empty where nobody was found. */
  ledgerName: z.string(),
  evidence: z.boolean(),
  issues: z.array(z.object({ field: markedField, severity: z.enum(['error', 'warning']), sentence: z.string() })),
});
export type ReviewRow = z.infer<typeof reviewRow>;
export const reviewRowPage = z.object({
  rows: z.array(reviewRow),
  /** With the first page only. */
  total: z.int().nullable(),
  next: z.int().nullable(),
});

/** 台账对照: how the roster stands against the 社保台账. */
export const ledgerReconciliation = z.object({
  rows: z.int(),
  agrees: z.int(),
  absent: z.int(),
  name: z.int(),
  /** 已停保 and 记录较早. */
  stopped: z.int(),
  /** In the ledger's latest month and not on the roster. */
  notEnrolled: z.int(),
  ledger: z
    .object({ fileName: z.string(), month: z.string().nullable(), participation: participationView.nullable() })
    .nullable(),
});
export type LedgerReconciliation = z.infer<typeof ledgerReconciliation>;

/** Compared with what the unit submitted before under this application, or with what it last enrolled. */
export const rosterChangesInput = z.strictObject({
  number: applicationNumber,
  against: z.enum(['last_version', 'last_enrolled']),
});
const rosterChange = z.object({
  kind: z.enum(['joined', 'left', 'changed']),
  /** Of the roster under review; null for who has left. */
  rowNumber: z.int().nullable(),
  name: z.string(),
  idMasked: z.string(),
  before: z.string(),
  after: z.string(),
});
export const rosterChanges = z.object({
  /** The application compared with; null where there is nothing to compare with. */
  with: z.object({ number: applicationNumber, covered: z.boolean() }).nullable(),
  joined: z.int(),
  left: z.int(),
  changed: z.int(),
  /** The first of them. */
  items: z.array(rosterChange),
});
export type RosterChanges = z.infer<typeof rosterChanges>;
