import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import type { RosterVersionRecord } from '@huzhu/db/roster/roster-version-store';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Actor } from '../access/actor.ts';
import { recheckRoster } from '../application/recheck-roster.ts';
import type { Services } from '../services.ts';
import { rejudgeRows } from './rejudge-rows.ts';
import { rosterContext } from './roster-context.ts';

/** Judged within the request: some five statements a row. More is the worker's business. */
const MOST_AT_ONCE = 300;

/** Judges rows again that an act has touched: at once where they are few, else by a recheck of the whole roster. */
export async function judgeAffected(
  tx: Transaction,
  services: Services,
  actor: Actor,
  target: {
    readonly application: ApplicationRecord;
    readonly version: RosterVersionRecord;
    readonly today: CalendarDate;
    readonly rowNumbers: readonly number[];
  },
): Promise<void> {
  const { application, version, today, rowNumbers } = target;
  if (rowNumbers.length > MOST_AT_ONCE) return recheckRoster(tx, actor, application, '重新检查名单');
  const context = { ...rosterContext(application, today), date1904: version.date1904 };
  await rejudgeRows(tx, services, { application, version, context, rowNumbers });
}
