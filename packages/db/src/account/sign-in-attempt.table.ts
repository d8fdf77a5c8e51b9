import { boolean, index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { bigintId } from '../column/bigint-id.ts';

/** Every try to sign in, per account name and address: lockout is counted from these rows, so it survives a restart. */
export const signInAttempt = pgTable(
  'sign_in_attempt',
  {
    id: bigintId(),
    /** The user name that was meant; for one that does not exist the lower-cased text as typed (never the password). */
    login: text().notNull(),
    address: text().notNull(),
    succeeded: boolean().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.login, table.at), index().on(table.address, table.at)],
);
