import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { EndorsementContent, EndorsementKind } from '@huzhu/domain/policy/endorsement.schema';
import type { PersonDetails, PolicyChangeKind, PolicyChangeState } from '@huzhu/domain/policy/policy-change.schema';
import type { TerminationState } from '@huzhu/domain/policy/termination.schema';
import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { staff } from '../account/staff.table.ts';
import { application } from '../application/application.table.ts';
import { bigintId, bigintRef } from '../column/bigint-id.ts';
import { file } from '../file/file.table.ts';
import { plan, planVersion } from '../plan/plan.table.ts';

/** 保单: what an application became when its cover began. Whether it is in force, its application's state says. */
export const policy = pgTable(
  'policy',
  {
    id: bigintId(),
    number: text().notNull().unique(),
    applicationId: bigintRef()
      .notNull()
      .unique()
      .references(() => application.id),
    unitId: bigintRef().notNull(),
    startDate: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    endDate: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    headcount: integer().notNull(),
    shares: integer().notNull(),
    premiumFen: bigint({ mode: 'number' }).notNull(),
    issuedOn: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    /** 核验码 (domain, verification-code.ts), beside and in the QR of the paper. */
    verifyToken: text().notNull().unique(),
    /** 第 n 版 of the e-policy; a reissue counts up and voids the old paper. */
    documentVersion: smallint().notNull().default(1),
    /** SHA-256, hex, of the facts that the paper states. */
    contentHash: text().notNull(),
    /** The e-policy; null until the worker has made it. */
    fileId: uuid().references(() => file.id),
    /** When the unit was reminded that the policy ends; once. */
    renewalRemindedAt: timestamp({ withTimezone: true }),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.unitId, table.startDate)],
);

/** One line per plan. */
export const policyPlan = pgTable(
  'policy_plan',
  {
    policyId: bigintRef()
      .notNull()
      .references(() => policy.id),
    planId: bigintRef()
      .notNull()
      .references(() => plan.id),
    planVersionId: bigintRef()
      .notNull()
      .references(() => planVersion.id),
    unitId: bigintRef().notNull(),
    headcount: integer().notNull(),
    shares: integer().notNull(),
    premiumFen: bigint({ mode: 'number' }).notNull(),
    position: smallint().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.policyId, table.planId] })],
);

/**
 * 保全: a change of a policy in force. The policy's own row stays what its paper states; what is insured now is that row and the sums of
 * its endorsements.
 */
export const endorsement = pgTable(
  'endorsement',
  {
    id: bigintId(),
    number: text().notNull().unique(),
    policyId: bigintRef()
      .notNull()
      .references(() => policy.id),
    /** 第 n 次保全, from 1. */
    sequence: smallint().notNull(),
    kind: text().$type<EndorsementKind>().notNull(),
    unitId: bigintRef().notNull(),
    /** The 保全申请 that it came of; null for 更正 and 减员, which have no roster. */
    applicationId: bigintRef()
      .unique()
      .references(() => application.id),
    effectiveDate: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    issuedOn: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    /** The policy's figures before. */
    beforeHeadcount: integer().notNull(),
    beforeShares: integer().notNull(),
    beforePremiumFen: bigint({ mode: 'number' }).notNull(),
    /** What it adds; negative for 减员. */
    headcount: integer().notNull(),
    shares: integer().notNull(),
    premiumFen: bigint({ mode: 'number' }).notNull(),
    /** What the paper states besides the persons, frozen. */
    content: jsonb().$type<EndorsementContent>().notNull(),
    contentHash: text().notNull(),
    verifyToken: text().notNull().unique(),
    documentVersion: smallint().notNull().default(1),
    /** The 电子保全单; null until the worker has made it. */
    fileId: uuid().references(() => file.id),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [uniqueIndex('endorsement_sequence').on(table.policyId, table.sequence)],
);

/** What an endorsement adds to each plan of its policy. */
export const endorsementPlan = pgTable(
  'endorsement_plan',
  {
    endorsementId: bigintRef()
      .notNull()
      .references(() => endorsement.id),
    planId: bigintRef()
      .notNull()
      .references(() => plan.id),
    unitId: bigintRef().notNull(),
    headcount: integer().notNull(),
    shares: integer().notNull(),
    premiumFen: bigint({ mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.endorsementId, table.planId] })],
);

/** 更正 or 减员 that a unit asks for; a reviewer decides. */
export const policyChange = pgTable(
  'policy_change',
  {
    id: uuid().primaryKey().defaultRandom(),
    number: text().notNull().unique(),
    policyId: bigintRef()
      .notNull()
      .references(() => policy.id),
    unitId: bigintRef().notNull(),
    kind: text().$type<PolicyChangeKind>().notNull(),
    state: text().$type<PolicyChangeState>().notNull().default('pending'),
    version: integer().notNull().default(1),
    reason: text().notNull(),
    requestedBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    requestedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    decidedBy: bigintRef().references(() => staff.id),
    decidedAt: timestamp({ withTimezone: true }),
    refusal: text(),
    endorsementId: bigintRef().references(() => endorsement.id),
  },
  (table) => [
    index().on(table.policyId, table.requestedAt),
    index('policy_change_open').on(table.requestedAt).where(sql`state = 'pending'`),
  ],
);

/** A person of a change: the row of the roster that names them, as it stood and as it is to be. */
export const policyChangeRow = pgTable(
  'policy_change_row',
  {
    changeId: uuid()
      .notNull()
      .references(() => policyChange.id),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id),
    rowNumber: integer().notNull(),
    unitId: bigintRef().notNull(),
    rosterVersionId: uuid().notNull(),
    idMasked: text().notNull(),
    before: jsonb().$type<PersonDetails>().notNull(),
    /** Null for 减员. */
    after: jsonb().$type<PersonDetails>(),
  },
  (table) => [
    primaryKey({ columns: [table.changeId, table.applicationId, table.rowNumber] }),
    index().on(table.applicationId, table.rowNumber),
  ],
);

/** 终止: proposed by one society_admin, decided by another. */
export const termination = pgTable(
  'termination',
  {
    id: uuid().primaryKey().defaultRandom(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id),
    unitId: bigintRef().notNull(),
    reason: text().notNull(),
    state: text().$type<TerminationState>().notNull().default('proposed'),
    proposedBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    proposedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    decidedBy: bigintRef().references(() => staff.id),
    decidedAt: timestamp({ withTimezone: true }),
    /** Last day of cover (含当日): the business date of the decision. */
    lastDay: date({ mode: 'string' }).$type<CalendarDate>(),
    refusal: text(),
  },
  (table) => [uniqueIndex('termination_open').on(table.applicationId).where(sql`state = 'proposed'`)],
);
