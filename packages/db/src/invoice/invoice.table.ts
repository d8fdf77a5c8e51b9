import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { EarlyInvoiceState } from '@huzhu/domain/invoice/early-invoice-state';
import { sql } from 'drizzle-orm';
import { bigint, date, index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { staff } from '../account/staff.table.ts';
import { application } from '../application/application.table.ts';
import { bigintRef } from '../column/bigint-id.ts';
import { file } from '../file/file.table.ts';

/** 发票信息 of an application (【添加发票信息】): what the invoice shall say. At most one. */
export const invoiceRequest = pgTable('invoice_request', {
  applicationId: bigintRef()
    .primaryKey()
    .references(() => application.id),
  unitId: bigintRef().notNull(),
  title: text().notNull(),
  creditCode: text().notNull(),
  email: text().notNull(),
  phone: text().notNull().default(''),
  remark: text().notNull().default(''),
  updatedBy: bigintRef()
    .notNull()
    .references(() => staff.id),
  updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** 提前开票申请: its own machine, which never advances the payment. */
export const earlyInvoice = pgTable(
  'early_invoice',
  {
    id: uuid().primaryKey().defaultRandom(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id),
    unitId: bigintRef().notNull(),
    state: text().$type<EarlyInvoiceState>().notNull().default('pending'),
    version: integer().notNull().default(1),
    title: text().notNull(),
    amountFen: bigint({ mode: 'number' }).notNull(),
    creditCode: text().notNull(),
    email: text().notNull(),
    reason: text().notNull(),
    payBy: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    /** 已盖章的承诺书 */
    undertakingFileId: uuid()
      .notNull()
      .references(() => file.id),
    requestedBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    decidedBy: bigintRef().references(() => staff.id),
    decidedAt: timestamp({ withTimezone: true }),
    refusal: text(),
  },
  (table) => [
    uniqueIndex('early_invoice_open').on(table.applicationId).where(sql`state in ('pending', 'issued', 'overdue')`),
    index().on(table.state, table.createdAt),
  ],
);

/** An issued 数电票, uploaded by finance (or brought by a provider's adapter). */
export const invoice = pgTable(
  'invoice',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** 20 digits */
    number: text().notNull().unique(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id),
    unitId: bigintRef().notNull(),
    earlyInvoiceId: uuid().references(() => earlyInvoice.id),
    title: text().notNull(),
    amountFen: bigint({ mode: 'number' }).notNull(),
    issuedOn: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    fileId: uuid()
      .notNull()
      .references(() => file.id),
    issuedBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** 红冲 */
    reversedAt: timestamp({ withTimezone: true }),
    reversalReason: text(),
  },
  (table) => [uniqueIndex('invoice_standing').on(table.applicationId).where(sql`reversed_at is null`)],
);
