import { readApplication } from '@huzhu/db/application/read-application';
import { takeEnding } from '@huzhu/db/policy/supplement-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { EXPIRY_NOTICE_DAYS } from '@huzhu/domain/application/application.schema';
import { addDays, inProse } from '@huzhu/domain/calendar/calendar-date';
import { TIMER } from '../access/actor.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';

const MOST_AT_ONCE = 200;

/** The timer's part: once for each policy that ends within 30 days and is not being renewed, the unit is reminded. @returns how many */
export async function remindRenewals(services: Services): Promise<number> {
  const today = await services.clock.today();
  return withScope(services.db, { all: true }, async (tx) => {
    const ending = await takeEnding(tx, { today, until: addDays(today, EXPIRY_NOTICE_DAYS) }, MOST_AT_ONCE);
    for (const policy of ending) {
      const application = await readApplication(tx, { id: policy.applicationId });
      if (!application) continue;
      await notify(tx, TIMER, application, 'unit', {
        kind: 'expiring',
        sentence: `保单 ${policy.policyNumber} 保障到${inProse(policy.end)}为止（含当日）。请在到期前办理续保，名单会自动带入。`,
      });
    }
    return ending.length;
  });
}
