import { createHash, randomBytes } from 'node:crypto';
import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { insertJob } from '@huzhu/db/job/insert-job';
import { countNotices, insertNotice, type PaymentNoticeRecord } from '@huzhu/db/payment/payment-notice-store';
import { nextNumber } from '@huzhu/db/public-number/next-number';
import { readSocietySettings } from '@huzhu/db/setting/society-settings-store';
import type { PremiumLine } from '@huzhu/domain/application/premium';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Fen } from '@huzhu/domain/money/money';
import { makeMatchCode } from '@huzhu/domain/payment/match-code';
import type { PaymentNoticeContent } from '@huzhu/domain/payment/payment-notice.schema';
import { dueDate } from '@huzhu/domain/payment/payment-terms';
import { newJob } from '@huzhu/jobs/define-job';
import { renderPaymentNoticeJob } from '@huzhu/jobs/payment/render-payment-notice.job';
import type { Actor } from '../access/actor.ts';
import { statedLines } from './stated-lines.ts';

/** Issues the 缴费通知书 of an approved application: everything it states is frozen here, and hashed; a worker makes the PDF. */
export async function issueNotice(
  tx: Transaction,
  actor: Pick<Actor, 'staffId'>,
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
    supplementOf: application.kind === 'supplement' ? (application.parent?.policyNumber ?? null) : null,
    lines: statedLines(application, premium.lines),
    headcount: premium.headcount,
    totalFen: premium.totalFen,
    matchCode: makeMatchCode(randomBytes(7)),
    payee: (await readSocietySettings(tx)).account,
  };
  const { number, version, issuedOn, dueOn, totalFen, matchCode } = content;
  const notice = await insertNotice(tx, {
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
  await insertJob(tx, {
    ...newJob(renderPaymentNoticeJob, { noticeId: notice.id }),
    subjectType: 'payment_notice',
    subjectId: String(notice.id),
    unitId: application.unitId,
    applicationId: application.id,
  });
  return notice;
}
