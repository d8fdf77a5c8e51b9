import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { staff } from '../account/staff.table.ts';
import { application } from '../application/application.table.ts';
import { bigintId, bigintRef } from '../column/bigint-id.ts';
import { bytes } from '../column/bytes.ts';
import { file } from '../file/file.table.ts';

/**
 * One import of a 社保台账. `application.ledger_version_id` names the one that counts; it is set only when the whole file
 * was read.
 */
export const ledgerVersion = pgTable(
  'ledger_version',
  {
    id: uuid().primaryKey().defaultRandom(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id, { onDelete: 'cascade' }),
    unitId: bigintRef().notNull(),
    fileId: uuid()
      .notNull()
      .references(() => file.id),
    /** SHA-256 of the file's bytes: the same file sent twice while it is being read is one import. */
    fileHash: bytes().notNull(),
    sheet: text(),
    /** Lines that vouch for somebody. */
    dataRows: integer().notNull().default(0),
    /** `YYYY-MM`: the latest month that is not to come, by the business date of the import. */
    latestMonth: text(),
    /** Distinct persons of that month: what participation is counted by. */
    persons: integer().notNull().default(0),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    publishedAt: timestamp({ withTimezone: true }),
    /** Set when the file was refused, the import stopped, or a later import took its place before it was done. */
    discardedAt: timestamp({ withTimezone: true }),
  },
  (table) => [
    uniqueIndex('ledger_version_importing')
      .on(table.applicationId, table.fileHash)
      .where(sql`published_at is null and discarded_at is null`),
    index().on(table.applicationId, table.createdAt),
  ],
);

/** A line of a ledger that vouches for somebody: one person, one month, one kind of insurance. */
export const ledgerRow = pgTable(
  'ledger_row',
  {
    ledgerVersionId: uuid()
      .notNull()
      .references(() => ledgerVersion.id, { onDelete: 'cascade' }),
    rowNumber: integer().notNull(),
    unitId: bigintRef().notNull(),
    /** Keyed hash of the number alone: a ledger names no document type. Equals `roster_row.ledger_hash`. */
    idHash: bytes().notNull(),
    /** AES-256-GCM of the normalised number (crypto/id-cipher.ts). */
    idCipher: bytes().notNull(),
    name: text().notNull(),
    /** comparableName of the name. */
    nameKey: text().notNull(),
    /** `YYYY-MM`. */
    month: text().notNull(),
    insurance: text().notNull().default(''),
    stopped: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ledgerVersionId, table.rowNumber] }),
    index().on(table.ledgerVersionId, table.idHash),
  ],
);

/**
 * 【上传证明】: a file that stands beside a person of the roster whom the ledger does not vouch for. It belongs to the
 * person, not to the row number, so that it survives another import of the roster and does not pass to somebody else.
 */
export const rowEvidence = pgTable(
  'row_evidence',
  {
    id: bigintId(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id, { onDelete: 'cascade' }),
    unitId: bigintRef().notNull(),
    /** `roster_row.ledger_hash`. */
    ledgerHash: bytes().notNull(),
    fileId: uuid()
      .notNull()
      .references(() => file.id),
    uploadedBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    uploadedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [unique().on(table.applicationId, table.ledgerHash)],
);
