import { pgTable, timestamp } from 'drizzle-orm/pg-core';
import { bigintId } from '../column/bigint-id.ts';
import { bytes } from '../column/bytes.ts';

/**
 * A natural person whom some cover names. Rows are made in hash order at submission only: a draft keeps hashes,
 * so that uploading a list of strangers makes nobody known.
 */
export const person = pgTable('person', {
  id: bigintId(),
  /** One byte of key version and the HMAC-SHA-256 of the person key. */
  idHash: bytes().notNull().unique(),
  idCipher: bytes().notNull(),
  createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
