import type { RosterField } from '@huzhu/domain/roster/roster-field';
import { index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { staff } from '../account/staff.table.ts';
import { application } from '../application/application.table.ts';
import { bigintRef } from '../column/bigint-id.ts';

/**
 * What the reviewer finds wrong: at a cell, a row, or the application as a whole. The open ones are the return list in the
 * making; with 退回修改 they go to the unit, whose page lands on the very cell.
 */
export const reviewMark = pgTable(
  'review_mark',
  {
    id: uuid().primaryKey().defaultRandom(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id, { onDelete: 'cascade' }),
    unitId: bigintRef().notNull(),
    rosterVersionId: uuid(),
    /** Null: about the application as a whole. */
    rowNumber: integer(),
    field: text().$type<RosterField | 'row'>(),
    sentence: text().notNull(),
    markedBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** When it went to the unit; null while the review goes on. */
    returnedAt: timestamp({ withTimezone: true }),
  },
  (table) => [index().on(table.applicationId, table.returnedAt)],
);
