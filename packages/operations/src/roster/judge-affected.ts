import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { readRows } from '@huzhu/db/roster/read-rows';
import { findTwinsOf } from '@huzhu/db/roster/remove-rows';
import type { RosterVersionRecord } from '@huzhu/db/roster/roster-version-store';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Actor } from '../access/actor.ts';
import { recheckRoster } from '../application/recheck-roster.ts';
import type { Services } from '../services.ts';
import { rejudgeRows } from './rejudge-rows.ts';
import { restateRows } from './restate-rows.ts';
import { rosterContext } from './roster-context.ts';

/** Judged within the request. More is the worker's business. */
const MOST_AT_ONCE = 300;

/**
 * Judges again what rows that were deleted or brought back have touched: their twins, and the rows that came back, which
 * are read anew under the plans of now. At once where they are few, else by a recheck of the whole roster.
 */
export async function judgeAffected(
  tx: Transaction,
  services: Services,
  actor: Actor,
  target: {
    readonly application: ApplicationRecord;
    readonly version: RosterVersionRecord;
    readonly today: CalendarDate;
    readonly moved: readonly number[];
    readonly brings: boolean;
  },
): Promise<void> {
  const { application, version, today, moved, brings } = target;
  const recheck = () => recheckRoster(tx, actor, application, '重新检查名单');
  if (brings && moved.length > MOST_AT_ONCE) return recheck();
  const context = { ...rosterContext(application, today), date1904: version.date1904 };
  const affected = new Set(brings ? moved : []);
  if (brings) {
    // Plans and 份 may have changed while the row lay deleted: it comes back as it would be read today.
    const rows = await readRows(tx, version.id, moved);
    await restateRows(
      tx,
      services,
      rows.map((row) => ({ row })),
      context,
    );
  }
  for (const twin of await findTwinsOf(tx, version.id, moved)) affected.add(twin);
  if (affected.size > MOST_AT_ONCE) return recheck();
  await rejudgeRows(tx, services, { application, version, context, rowNumbers: [...affected] });
}
