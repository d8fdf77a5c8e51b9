import { index, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { bigintRef } from '../column/bigint-id.ts';
import { bytes } from '../column/bytes.ts';

/** The answer to a requestId: the same id again gives the same answer, with another body a 409. */
export const requestLog = pgTable(
  'request_log',
  {
    requestId: uuid().primaryKey(),
    staffId: bigintRef().notNull(),
    procedure: text().notNull(),
    /** SHA-256 over procedure and input. */
    bodyHash: bytes().notNull(),
    /** A small answer (numbers and states), never rows with personal data. */
    answer: jsonb().$type<unknown>(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.createdAt)],
);
