import { recordEvent } from '@huzhu/db/audit/record-event';
import { withScope } from '@huzhu/db/scope/with-scope';
import { addBusinessDateOffset } from '@huzhu/db/setting/business-date';
import { type CalendarDate, daysInclusive } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import {
  type businessDate,
  FURTHEST_MOVE_DAYS,
  type moveBusinessDateInput,
} from '@huzhu/domain/setting/business-date.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import { once } from '../request/once.ts';
import type { Services } from '../services.ts';

export async function getBusinessDate(services: Services): Promise<z.infer<typeof businessDate>> {
  return { today: await services.clock.today() };
}

/**
 * Demo mode only: moves the business date forward, and the worker's next turn of day does what the calendar would have done
 * meanwhile. It never goes back: what has begun cannot begin again.
 * @throws FORBIDDEN outside demo mode, BUSINESS_DATE_BACK, BUSINESS_DATE_FAR
 */
export async function moveBusinessDate(
  services: Services,
  actor: Actor,
  demo: boolean,
  input: z.infer<typeof moveBusinessDateInput>,
): Promise<z.infer<typeof businessDate>> {
  if (!demo) throw new DomainError('FORBIDDEN');
  const today = await services.clock.today();
  return withScope(services.db, scopeOf(actor), (tx) =>
    once(tx, actor, 'setting.moveBusinessDate', input, async () => {
      const days = daysInclusive(today, input.day) - 1;
      if (days < 1) throw new DomainError('BUSINESS_DATE_BACK', { today });
      if (days > FURTHEST_MOVE_DAYS) throw new DomainError('BUSINESS_DATE_FAR', { days: FURTHEST_MOVE_DAYS });
      await addBusinessDateOffset(tx, days);
      await recordEvent(tx, {
        action: '移动业务日期',
        subjectType: 'business_date',
        subjectId: input.day,
        fromState: today satisfies CalendarDate,
        toState: input.day,
        staffId: actor.staffId,
        staffName: actor.name,
        role: 'society_admin',
        address: actor.address,
        requestId: input.requestId,
      });
      return { today: input.day };
    }),
  );
}
