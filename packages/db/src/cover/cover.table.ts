import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { CoverCategory } from '@huzhu/domain/policy/policy.schema';
import { sql } from 'drizzle-orm';
import { date, index, integer, pgTable, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { application } from '../application/application.table.ts';
import { bigintId, bigintRef } from '../column/bigint-id.ts';
import { person } from '../person/person.table.ts';
import { plan } from '../plan/plan.table.ts';

/**
 * 份 of one person under one plan from start to end (含当日), one row per tranche. Reserved at submission.
 * A plain B-tree and an advisory lock per plan keep overlaps out; a GiST exclusion was 10–22 times slower (performance.md).
 */
export const cover = pgTable(
  'cover',
  {
    id: bigintId(),
    personId: bigintRef()
      .notNull()
      .references(() => person.id),
    planId: bigintRef()
      .notNull()
      .references(() => plan.id),
    unitId: bigintRef().notNull(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id),
    rosterVersionId: uuid().notNull(),
    rowNumber: integer().notNull(),
    /** Normalised name as enrolled: what an operator must know before being told of existing cover. */
    name: text().notNull(),
    startDate: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    endDate: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    shares: smallint().notNull(),
    waitEnd: date({ mode: 'string' }).$type<CalendarDate>(),
    /** 新保, 续保 (goes on within the grace, with the wait it had) or 增加 (more 份 of somebody who has some). */
    category: text().$type<CoverCategory>().notNull().default('new'),
    state: text().$type<'reserved' | 'pending' | 'in_force' | 'ended'>().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    index('cover_live').on(table.personId, table.planId, table.startDate, table.endDate).where(sql`state <> 'ended'`),
    // With the row, by which a person of a list is met again.
    index().on(table.applicationId, table.rowNumber),
    // 个人保单查询: what has ended is found too.
    index().on(table.personId),
  ],
);
