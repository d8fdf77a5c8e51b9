import { index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bigintId, bigintRef } from '../column/bigint-id.ts';

/** Who did what, when, in which role. Only ever added to: neither database role may update or delete. */
export const auditEvent = pgTable(
  'audit_event',
  {
    id: bigintId(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Null for timers and workers. */
    staffId: bigintRef(),
    staffName: text().notNull(),
    role: text().notNull(),
    action: text().notNull(),
    unitId: bigintRef(),
    subjectType: text().notNull(),
    subjectId: text().notNull(),
    fromState: text(),
    toState: text(),
    reason: text(),
    /** Masks only: no ID number, no phone. */
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
    requestId: uuid(),
    address: text(),
  },
  (table) => [index().on(table.subjectType, table.subjectId, table.id), index().on(table.unitId, table.id)],
);
