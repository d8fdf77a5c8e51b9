import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PaymentNoticeContent } from '@huzhu/domain/payment/payment-notice.schema';
import type { PaymentState, RefundState } from '@huzhu/domain/payment/payment-state';
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
import { bytes } from '../column/bytes.ts';
import { file } from '../file/file.table.ts';

/** 缴费通知书. A return of what was approved voids it, the next approval issues another under a new number. */
export const paymentNotice = pgTable(
  'payment_notice',
  {
    id: bigintId(),
    number: text().notNull().unique(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id),
    unitId: bigintRef().notNull(),
    /** 第 n 版: counts the notices of the application. */
    version: smallint().notNull(),
    /** The remittance note (附言) by which finance knows the transfer. */
    matchCode: text().notNull().unique(),
    issuedOn: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    dueOn: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    totalFen: bigint({ mode: 'number' }).notNull(),
    /** Everything that is printed, frozen: a rendering anew gives the same notice. */
    content: jsonb().$type<PaymentNoticeContent>().notNull(),
    /** SHA-256, hex, of the canonical JSON of the content. */
    contentHash: text().notNull(),
    /** The rendered PDF; null until the worker has made it. */
    fileId: uuid().references(() => file.id),
    issuedBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    /** When somebody of the unit first opened it: only then does 下一步 open. */
    openedAt: timestamp({ withTimezone: true }),
    /** When the unit was reminded of the due date. */
    remindedAt: timestamp({ withTimezone: true }),
    voidedAt: timestamp({ withTimezone: true }),
    voidReason: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('payment_notice_standing').on(table.applicationId).where(sql`voided_at is null`),
    index().on(table.unitId),
    index().on(table.dueOn).where(sql`voided_at is null`),
  ],
);

/** 划款信息 as the unit states it. Account numbers are encrypted like ID numbers; the mask is what lists show. */
export const payment = pgTable(
  'payment',
  {
    id: uuid().primaryKey().defaultRandom(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id),
    unitId: bigintRef().notNull(),
    noticeId: bigintRef()
      .notNull()
      .references(() => paymentNotice.id),
    state: text().$type<PaymentState>().notNull().default('submitted'),
    payerName: text().notNull(),
    payerBank: text().notNull(),
    payerAccountCipher: bytes().notNull(),
    payerAccountMasked: text().notNull(),
    amountFen: bigint({ mode: 'number' }).notNull(),
    paidOn: date({ mode: 'string' }).$type<CalendarDate>().notNull(),
    /** 流水号 */
    serialNumber: text().notNull(),
    voucherFileId: uuid().references(() => file.id),
    submittedBy: bigintRef()
      .notNull()
      .references(() => staff.id),
    submittedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    decidedBy: bigintRef().references(() => staff.id),
    decidedAt: timestamp({ withTimezone: true }),
    /** The business date of the decision: cover begins on the next day at the earliest. */
    decidedOn: date({ mode: 'string' }).$type<CalendarDate>(),
    /** Why it was sent back. */
    reason: text(),
    receivedFen: bigint({ mode: 'number' }),
    /** 银行回单号 or the like, as finance read it. */
    bankReference: text(),
    receivedOn: date({ mode: 'string' }).$type<CalendarDate>(),
  },
  (table) => [
    uniqueIndex('payment_open').on(table.applicationId).where(sql`state = 'submitted'`),
    index().on(table.applicationId, table.submittedAt),
    index().on(table.state, table.submittedAt),
  ],
);

/** Money that goes back: over-payment, persons who fell out after payment, payment after a void. */
export const refund = pgTable(
  'refund',
  {
    id: uuid().primaryKey().defaultRandom(),
    number: text().notNull().unique(),
    applicationId: bigintRef()
      .notNull()
      .references(() => application.id),
    unitId: bigintRef().notNull(),
    state: text().$type<RefundState>().notNull().default('refund_pending'),
    version: integer().notNull().default(1),
    cause: text().$type<'overpaid' | 'excluded' | 'voided'>().notNull(),
    amountFen: bigint({ mode: 'number' }).notNull(),
    reason: text().notNull(),
    proposedBy: bigintRef().references(() => staff.id),
    approvedBy: bigintRef().references(() => staff.id),
    payeeName: text(),
    payeeBank: text(),
    payeeAccountCipher: bytes(),
    payeeAccountMasked: text(),
    bankReference: text(),
    paidOn: date({ mode: 'string' }).$type<CalendarDate>(),
    failure: text(),
    createdAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index().on(table.applicationId), index().on(table.state, table.createdAt)],
);
