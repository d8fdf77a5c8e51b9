import { countByState, listApplications } from '@huzhu/db/application/list-applications';
import { withScope } from '@huzhu/db/scope/with-scope';
import { APPLICATION_LISTS, EXPIRY_NOTICE_DAYS, type ToDo } from '@huzhu/domain/application/application.schema';
import { addDays } from '@huzhu/domain/calendar/calendar-date';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { KINDS_OF, statesOfTurn } from './list-applications.ts';
import { viewListItem } from './view-list-item.ts';

/** Money has a due date, a return blocks, a draft waits; the order among those without a deadline. */
const KINDS = [
  'pending_payment',
  'returned',
  'draft',
  'pending_review',
  'pending_verification',
  'pending_effective',
] as const satisfies readonly ToDo['kind'][];

/** 待办事项 (manual 2.1): what waits for the asker by kind, nearest deadline first. */
export async function listToDos(services: Services, actor: Actor): Promise<ToDo[]> {
  const today = await services.clock.today();
  const yours = statesOfTurn(actor);
  const all = await withScope(services.db, scopeOf(actor), async (tx) => {
    const found: ToDo[] = [];
    for (const list of APPLICATION_LISTS) {
      const kinds = KINDS_OF[list];
      const counts = await countByState(tx, kinds);
      for (const kind of KINDS.filter((state) => yours.includes(state) && (counts.get(state) ?? 0) > 0)) {
        const filter = { kinds, yours, query: '', states: [kind] };
        const { rows } = await listApplications(tx, filter, { limit: 1, offset: 0 });
        if (rows[0])
          found.push({ list, kind, count: counts.get(kind) ?? 0, first: viewListItem(rows[0], yours, today) });
      }
    }
    if (yours.includes('draft')) {
      // What ends is renewed with its 保全, as one policy.
      const kinds = KINDS_OF.enrolment;
      const ending = { from: today, to: addDays(today, EXPIRY_NOTICE_DAYS) };
      const { rows, total } = await listApplications(tx, { kinds, yours, query: '', ending }, { limit: 1, offset: 0 });
      const [first] = rows;
      if (first)
        found.push({ list: 'enrolment', kind: 'expiring', count: total, first: viewListItem(first, yours, today) });
    }
    return found;
  });
  const day = (item: ToDo) => item.first.deadline?.day ?? '9999-12-31';
  // Stable: those without a deadline keep the order above.
  return all.sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0));
}
