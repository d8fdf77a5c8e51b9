import { type ApplicationRecord, readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { InvoicePage } from '@huzhu/domain/invoice/invoice.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';
import { viewInvoicePage } from './get-invoice-page.ts';

/**
 * The frame of every change around the invoice of an application: the application's row locked, at most once per requestId,
 * answered with the page as it stands afterwards. The application itself does not move by it.
 */
export async function changeInvoicing(
  services: Services,
  actor: Actor,
  procedure: string,
  input: { readonly requestId: string; readonly number: string },
  work: (tx: Transaction, application: ApplicationRecord, today: CalendarDate) => Promise<void>,
): Promise<InvoicePage> {
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await readApplication(tx, { number: input.number }, { lock: true });
    if (!application) throw new DomainError('NOT_FOUND');
    await once(tx, actor, procedure, input, async () => {
      await work(tx, application, today);
      return null;
    });
    return viewInvoicePage(tx, actor, application);
  });
}
