import type { Database } from '@huzhu/db/connect';
import { withScope } from '@huzhu/db/scope/with-scope';
import { readBusinessDateOffset } from '@huzhu/db/setting/business-date';
import { type BusinessClock, shanghaiDate } from '@huzhu/domain/calendar/business-clock';
import { addDays } from '@huzhu/domain/calendar/calendar-date';

/** The business date of the installation: the day in Shenzhen, in demo mode moved by as many days as society_admin chose. */
export function systemClock(db: Database, demo: boolean): BusinessClock {
  return {
    async today() {
      const today = shanghaiDate(new Date());
      if (!demo) return today;
      const offset = await withScope(db, { unitIds: [] }, readBusinessDateOffset);
      return addDays(today, offset);
    },
  };
}
