import type { ApplicationKind, Contact } from '@huzhu/domain/application/application.schema';
import type { ApplicationState } from '@huzhu/domain/application/application-state';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import {
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { staff } from '../account/staff.table.ts';
import { bigintId, bigintRef } from '../column/bigint-id.ts';
import { noticeText, plan, planVersion } from '../plan/plan.table.ts';
import { unit } from '../unit/unit.table.ts';

/** An application: 参保, 保全 (with a parent policy) or 续保. Moves by conditional update on (state, version) only. */
export const application = pgTable(
  'application',
  {
    id: bigintId(),
    number: text().notNull().unique(),
    kind: text().$type<ApplicationKind>().notNull().default('enrolment'),
    unitId: bigintRef()
      .notNull()
      .references(() => unit.id),
    state: text().$type<ApplicationState>().notNull().default('draft'),
    /** Counts every change; the page names the version it was filled from. */
    version: integer().notNull().default(1),
    requestedDate: date({ mode: 'string' }).$type<CalendarDate>(),
    effectiveDate: date({ mode: 'string' }).$type<CalendarDate>(),
    endDate: date({ mode: 'string' }).$type<CalendarDate>(),
    contact: jsonb().$type<Contact>(),
    /** The version of the roster that counts: null before the first import has succeeded. */
    rosterVersionId: uuid(),
    /** The 社保台账 that counts, likewise. */
    ledgerVersionId: uuid(),
    /** The policy that a 保全 is added to, or that a 续保 goes on from; a foreign key of migration 0014 (the tables name each other). */
    parentPolicyId: bigintRef(),
    /** Of a 续保: the persons of the policy that ends, as they were carried over; what joiners and leavers are told by. */
    carriedRosterVersionId: uuid(),
    /** Totals of what was submitted. */
    headcount: integer().notNull().default(0),
    premiumFen: integer(),
    createdBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    submittedBy: bigintRef().references(() => staff.id),
    submittedAt: timestamp({ withTimezone: true }),
    /** When society_admin set the day on which cover begins: until then effectiveDate is only what was asked for. */
    effectiveSetAt: timestamp({ withTimezone: true }),
    effectiveSetBy: bigintRef().references(() => staff.id),
  },
  (table) => [
    index().on(table.unitId, table.state, table.updatedAt),
    index().on(table.state, table.updatedAt),
    index().on(table.parentPolicyId),
  ],
);

/** The plans ticked in an application and the 份数 chosen for each. */
export const applicationPlan = pgTable(
  'application_plan',
  {
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id, { onDelete: 'cascade' }),
    planId: bigintRef()
      .notNull()
      .references(() => plan.id),
    planVersionId: bigintRef()
      .notNull()
      .references(() => planVersion.id),
    unitId: bigintRef().notNull(),
    shares: smallint().notNull(),
    position: smallint().notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.applicationId, table.planId] })],
);

/** 我已阅读协议: which text (by hash), who, when, from where. */
export const noticeAcceptance = pgTable(
  'notice_acceptance',
  {
    id: bigintId(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id, { onDelete: 'cascade' }),
    unitId: bigintRef().notNull(),
    noticeTextId: bigintRef()
      .notNull()
      .references(() => noticeText.id),
    hash: text().notNull(),
    acceptedBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    acceptedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    address: text().notNull(),
  },
  (table) => [unique().on(table.applicationId, table.noticeTextId)],
);

/** The last sequence handed out per kind and day; incremented in the transaction that uses it. */
export const publicNumberCounter = pgTable(
  'public_number_counter',
  {
    kind: text().notNull(),
    day: date({ mode: 'string' }).notNull(),
    last: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.day] })],
);
