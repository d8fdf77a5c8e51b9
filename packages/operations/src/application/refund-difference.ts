import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Fen } from '@huzhu/domain/money/money';
import { openRefund } from './open-refund.ts';

/** What was paid and is no longer owed goes back: persons fell out, or a supplement begins later than it was priced by. */
export async function refundDifference(
  tx: Transaction,
  application: Pick<ApplicationRecord, 'id' | 'unitId' | 'premiumFen'>,
  now: { readonly totalFen: Fen; readonly excluded: number },
  today: CalendarDate,
): Promise<void> {
  const amountFen = (application.premiumFen ?? 0) - now.totalFen;
  if (amountFen <= 0) return;
  const reason = now.excluded > 0 ? `${now.excluded} 人不予承保` : '生效时间比缴费通知书晚，按实际天数少收';
  await openRefund(tx, application, { cause: 'excluded', amountFen, reason }, today);
}
