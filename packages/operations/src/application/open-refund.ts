import { randomUUID } from 'node:crypto';
import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { insertRefund } from '@huzhu/db/payment/payment-store';
import { nextNumber } from '@huzhu/db/public-number/next-number';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Fen } from '@huzhu/domain/money/money';

/** A refund that finance has to propose for approval by another account. @returns its id */
export async function openRefund(
  tx: Transaction,
  application: Pick<ApplicationRecord, 'id' | 'unitId'>,
  refund: { readonly cause: 'overpaid' | 'excluded' | 'voided'; readonly amountFen: Fen; readonly reason: string },
  today: CalendarDate,
): Promise<string> {
  const id = randomUUID();
  await insertRefund(tx, {
    id,
    number: await nextNumber(tx, 'refund', today),
    applicationId: application.id,
    unitId: application.unitId,
    ...refund,
  });
  return id;
}
