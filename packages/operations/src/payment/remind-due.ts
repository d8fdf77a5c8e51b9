import { readApplication } from '@huzhu/db/application/read-application';
import { takeDueSoon } from '@huzhu/db/payment/payment-notice-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { calledApplication } from '@huzhu/domain/application/application.schema';
import { addDays, inProse } from '@huzhu/domain/calendar/calendar-date';
import { formatYuan } from '@huzhu/domain/money/money';
import { REMIND_DAYS } from '@huzhu/domain/payment/payment-terms';
import { TIMER } from '../access/actor.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';

const MOST_AT_ONCE = 200;

/** The timer's part: once for each notice that is due within some days and not paid, the unit is reminded. @returns how many */
export async function remindDue(services: Services): Promise<number> {
  const today = await services.clock.today();
  return withScope(services.db, { all: true }, async (tx) => {
    const notices = await takeDueSoon(tx, { today, until: addDays(today, REMIND_DAYS) }, MOST_AT_ONCE);
    for (const notice of notices) {
      const application = await readApplication(tx, { id: notice.applicationId });
      if (!application) continue;
      await notify(tx, TIMER, application, 'unit', {
        kind: 'payment_due',
        sentence: `${calledApplication(application)} 应缴 ${formatYuan(notice.totalFen)}，请在${inProse(notice.dueOn)}前缴费，逾期作废。`,
      });
    }
    return notices.length;
  });
}
