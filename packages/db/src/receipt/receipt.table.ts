import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { ReceiptState } from '@huzhu/domain/receipt/receipt.schema';
import { bigint, date, index, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { staff } from '../account/staff.table.ts';
import { application } from '../application/application.table.ts';
import { bigintRef } from '../column/bigint-id.ts';
import { bytes } from '../column/bytes.ts';
import { payment, refund } from '../payment/payment.table.ts';

/** An imported 银行流水. Of no unit: the society's own (migration 0013 opens it to all-unit scopes alone). */
export const bankStatement = pgTable('bank_statement', {
  id: uuid().primaryKey().defaultRandom(),
  fileName: text().notNull(),
  fileHash: bytes().notNull(),
  lines: integer().notNull(),
  added: integer().notNull(),
  importedBy: bigintRef()
    .notNull()
    .references(() => staff.id),
  importedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** Money that came in, a line of a statement. */
export const receipt = pgTable(
  'receipt',
  {
    id: uuid().primaryKey().defaultRandom(),
    statementId: uuid()
      .notNull()
      .references(() => bankStatement.id),
    /** SHA-256 of day, amount, payer, remark and 流水号, and of how many alike stand above it: the same line again is the same money. */
    fingerprint: bytes().notNull().unique(),
    receivedOn: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    amountFen: bigint({ mode: 'number' }).notNull(),
    /** Claimed so far. */
    claimedFen: bigint({ mode: 'number' }).notNull().default(0),
    payerName: text().notNull(),
    payerAccountMasked: text().notNull(),
    remark: text().notNull(),
    reference: text().notNull(),
    state: text().$type<ReceiptState>().notNull().default('open'),
    /** Why it was set aside. */
    note: text().notNull().default(''),
    handledBy: bigintRef().references(() => staff.id),
    handledAt: timestamp({ withTimezone: true }),
  },
  (table) => [index().on(table.state, table.receivedOn), index().on(table.receivedOn)],
);

/** Where a receipt went: to a payment that was confirmed by it, or back. */
export const receiptClaim = pgTable(
  'receipt_claim',
  {
    id: uuid().primaryKey().defaultRandom(),
    receiptId: uuid()
      .notNull()
      .references(() => receipt.id),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id),
    unitId: bigintRef().notNull(),
    paymentId: uuid().references(() => payment.id),
    refundId: uuid().references(() => refund.id),
    amountFen: bigint({ mode: 'number' }).notNull(),
    claimedBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    claimedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.receiptId), index().on(table.applicationId), index().on(table.paymentId)],
);
