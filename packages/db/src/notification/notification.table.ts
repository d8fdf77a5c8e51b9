import type { NotificationKind } from '@huzhu/domain/notification/notification.schema';
import { sql } from 'drizzle-orm';
import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { staff } from '../account/staff.table.ts';
import { bigintId, bigintRef } from '../column/bigint-id.ts';

/** What the bell shows to one account. The sentence names units and numbers, never persons. */
export const notification = pgTable(
  'notification',
  {
    id: bigintId(),
    staffId: bigintRef()
      .notNull()
      .references(() => staff.id),
    kind: text().$type<NotificationKind>().notNull(),
    applicationNumber: text().notNull(),
    sentence: text().notNull(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    readAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    index().on(table.staffId, table.id),
    index('notification_unread').on(table.staffId).where(sql`read_at is null`),
  ],
);
