import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { EarlyInvoiceState } from '@huzhu/domain/invoice/early-invoice-state';
import type { InvoiceType } from '@huzhu/domain/invoice/invoice.schema';
import type { UndertakingContent } from '@huzhu/domain/invoice/undertaking';
import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { staff } from '../account/staff.table.ts';
import { application } from '../application/application.table.ts';
import { bigintId, bigintRef } from '../column/bigint-id.ts';
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
  type: text().$type<InvoiceType>().notNull().default('ordinary'),
  phone: text().notNull().default(''),
  remark: text().notNull().default(''),
  updatedBy: bigintRef()
    .notNull()
    .references(() => staff.id),
  updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
});

/** A 提前开票承诺书 as it was filled in for the unit to stamp. Filling it in anew gives the next version. */
export const undertaking = pgTable(
  'undertaking',
  {
    id: bigintId(),
    number: text().notNull().unique(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id),
    unitId: bigintRef().notNull(),
    version: smallint().notNull(),
    /** Everything that is printed, frozen. */
    content: jsonb().$type<UndertakingContent>().notNull(),
    /** SHA-256, hex, of what the unit filled in: the same again is the same paper. */
    contentHash: text().notNull(),
    /** The rendered PDF; null until the worker has made it. */
    fileId: uuid().references(() => file.id),
    filledBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [uniqueIndex().on(table.applicationId, table.version)],
);

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
    type: text().$type<InvoiceType>().notNull().default('ordinary'),
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
    uniqueIndex('early_invoice_open')
      .on(table.applicationId)
      .where(sql`state in ('pending', 'approved', 'issued', 'overdue')`),
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
    type: text().$type<InvoiceType>().notNull().default('ordinary'),
    amountFen: bigint({ mode: 'number' }).notNull(),
    issuedOn: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    fileId: uuid()
      .notNull()
      .references(() => file.id),
    issuedBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    /** Where the worker mailed it, and when; null where no mail server is configured, or not yet. */
    mailedTo: text(),
    mailedAt: timestamp({ withTimezone: true }),
    /** 红冲 */
    reversedAt: timestamp({ withTimezone: true }),
    reversalReason: text(),
  },
  (table) => [uniqueIndex('invoice_standing').on(table.applicationId).where(sql`reversed_at is null`)],
);
