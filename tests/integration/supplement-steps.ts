import { randomUUID } from 'node:crypto';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { turnOfDay } from '@huzhu/operations/policy/turn-of-day';
import { type PlantedPerson, plantRoster } from './plant-roster.ts';
import { at, type PolicySteps, receipt, transfer, type View } from './policy-steps.ts';
import type { ProductWorld } from './product-world.ts';

/** The policy, who joins, and from when on. */
type Draft = readonly [policyNumber: string, persons: readonly PlantedPerson[], requestedDate?: CalendarDate];

/** What a supplement goes through, on top of the hands that every application goes through. */
export function supplementSteps(world: ProductWorld, { by, worker, openNotice }: PolicySteps) {
  const today = () => world.services.clock.today();
  const steps = {
    /** The policy that an application became. */
    async policyOf(applicationNumber: string): Promise<string> {
      const [row] = await world.db.owner.sql<{ number: string }[]>`
        select p.number from policy p join application a on a.id = p.application_id where a.number = ${applicationNumber}`;
      if (!row) throw new Error(`${applicationNumber} has no policy`);
      return row.number;
    },
    start: (policyNumber: string) =>
      by.operator1.trpc.supplement.start.mutate({ requestId: randomUUID(), policyNumber }),
    date: (view: View, requestedDate: CalendarDate | null) =>
      by.operator1.trpc.supplement.date.mutate({ ...at(view), requestedDate }),
    /** A draft with its persons, dated. */
    async drafted(...[policyNumber, persons, requestedDate]: Draft): Promise<View> {
      const view = await steps.start(policyNumber);
      const dated = requestedDate ? await steps.date(view, requestedDate) : view;
      await plantRoster(world, view.number, persons);
      return dated;
    },
    async submitted(...input: Draft) {
      return by.operator1.submit(await steps.drafted(...input));
    },
    async approved(...input: Draft) {
      return by.reviewer1.trpc.review.approve.mutate(at(await steps.submitted(...input)));
    },
    async paid(view: View) {
      await openNotice(view);
      const { notice } = await by.operator1.trpc.payment.page.query({ number: view.number });
      const stated = { ...transfer(view, notice?.totalFen ?? 0), paidOn: await today() };
      return by.operator1.trpc.payment.submit.mutate(stated);
    },
    async received(view: View) {
      const { notice } = await by.operator1.trpc.payment.page.query({ number: view.number });
      const found = { ...receipt(view, notice?.totalFen ?? 0), receivedOn: await today() };
      return by.finance1.trpc.payment.confirm.mutate(found);
    },
    /** From a draft to cover that begins on a day, which is the business date afterwards. */
    async inForce(policyNumber: string, persons: readonly PlantedPerson[], start: CalendarDate) {
      const waiting = await steps.received(await steps.paid(await steps.approved(policyNumber, persons, start)));
      await by.society1.trpc.policy.setEffectiveDate.mutate({ ...at(waiting), effectiveDate: start });
      world.setToday(start);
      await turnOfDay(worker);
      return waiting.number;
    },
  };
  return steps;
}
