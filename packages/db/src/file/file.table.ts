import { bigint, index, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { staff } from '../account/staff.table.ts';
import { bigintRef } from '../column/bigint-id.ts';
import { bytes } from '../column/bytes.ts';

export type FileKind =
  | 'roster'
  | 'ledger'
  | 'evidence'
  | 'payment-notice'
  | 'voucher'
  /** The 承诺书 as it is made, and as it comes back with its stamp. */
  | 'undertaking-form'
  | 'undertaking'
  | 'invoice'
  | 'policy'
  | 'endorsement';

/** A stored file. Its bytes are encrypted under a generated name; the user's name is only for showing. */
export const file = pgTable(
  'file',
  {
    id: uuid().primaryKey().defaultRandom(),
    unitId: bigintRef().notNull(),
    kind: text().$type<FileKind>().notNull(),
    storageKey: text().notNull().unique(),
    /** As the user called it, cleaned of paths and control characters, at most 200 characters. */
    name: text().notNull(),
    contentType: text().notNull(),
    size: bigint({ mode: 'number' }).notNull(),
    sha256: bytes().notNull(),
    /** Null for what the worker made. */
    uploadedBy: bigintRef().references(() => staff.id),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.unitId, table.createdAt), index().on(table.uploadedBy, table.createdAt)],
);
