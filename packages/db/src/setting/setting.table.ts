import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

/** Small settings of the installation, e.g. `business-date-offset` (days, demo mode only). */
export const setting = pgTable('setting', {
  key: text().primaryKey(),
  value: jsonb().$type<unknown>().notNull(),
  updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
