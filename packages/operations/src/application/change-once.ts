import { readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Actor, scopeOf } from '../access/actor.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { viewApplication } from './view-application.ts';

/**
 * The frame of every change of an application: one scoped transaction, at most once per requestId, answered with the
 * application as it stands afterwards.
 * @param work makes the change and returns the application's number
 */
export async function changeOnce(
  services: Services,
  actor: Actor,
  procedure: string,
  input: { readonly requestId: string },
  work: (tx: Transaction, today: CalendarDate) => Promise<string>,
): Promise<ApplicationView> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const number = await once(tx, actor, procedure, input, () => work(tx, today));
    // A deleted draft is still answered to the one who deleted it, so that the page can offer the undo.
    const application = await readApplication(tx, { number }, { deleted: true });
    if (!application) throw new DomainError('NOT_FOUND');
    return viewApplication(application, actor, today);
  });
}
