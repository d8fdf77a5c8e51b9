import { createHash, randomBytes } from 'node:crypto';
import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { countNotices, insertNotice, type PaymentNoticeRecord } from '@huzhu/db/payment/payment-notice-store';
import { nextNumber } from '@huzhu/db/public-number/next-number';
import type { PremiumLine } from '@huzhu/domain/application/premium';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Fen } from '@huzhu/domain/money/money';
import { makeMatchCode } from '@huzhu/domain/payment/match-code';
import type { PaymentNoticeContent } from '@huzhu/domain/payment/payment-notice.schema';
import { dueDate } from '@huzhu/domain/payment/payment-terms';
import type { Actor } from '../access/actor.ts';

/** Issues the 缴费通知书 of an approved application: everything it states is frozen here, and hashed. */
export async function issueNotice(
  tx: Transaction,
  actor: Actor,
  application: ApplicationRecord,
  premium: { readonly lines: readonly PremiumLine[]; readonly totalFen: Fen; readonly headcount: number },
  today: CalendarDate,
): Promise<PaymentNoticeRecord> {
  const content: PaymentNoticeContent = {
    number: await nextNumber(tx, 'notice', today),
    version: (await countNotices(tx, application.id)) + 1,
    issuedOn: today,
    dueOn: dueDate(today),
    applicationNumber: application.number,
    unit: { name: application.unit.name, creditCode: application.unit.creditCode },
    contact: application.contact,
    requestedDate: application.requestedDate,
    lines: premium.lines.map(({ code, name, headcount, shares, feePerShareFen, amountFen }) => ({
      code,
      name,
      headcount,
      shares,
      feePerShareFen,
      amountFen,
    })),
    headcount: premium.headcount,
    totalFen: premium.totalFen,
    matchCode: makeMatchCode(randomBytes(7)),
  };
  const { number, version, issuedOn, dueOn, totalFen, matchCode } = content;
  return insertNotice(tx, {
    number,
    version,
    issuedOn,
    dueOn,
    totalFen,
    matchCode,
    applicationId: application.id,
    unitId: application.unitId,
    content,
    contentHash: createHash('sha256').update(JSON.stringify(content)).digest('hex'),
    issuedBy: actor.staffId,
  });
}
