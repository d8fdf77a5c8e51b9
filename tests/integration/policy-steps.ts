import { randomUUID } from 'node:crypto';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { turnOfDay } from '@huzhu/operations/policy/turn-of-day';
import type { ApiClient } from './api-client.ts';
import { type PlantedPerson, plantRoster } from './plant-roster.ts';
import { type ProductWorld, TODAY } from './product-world.ts';

export const UNIT = 'SZ-NS-YH-001';
const ACCOUNTS = [
  'operator1',
  'operator2',
  'manager1',
  'reviewer1',
  'reviewer2',
  'finance1',
  'finance2',
  'society1',
  'society2',
] as const;
type Account = (typeof ACCOUNTS)[number];

export type View = { readonly number: string; readonly version: number };

/** The frame of a move. */
export const at = ({ number, version }: View) => ({ requestId: randomUUID(), number, version });
export const because = (view: View, reason = '身份证照片与名单不符') => ({ ...at(view), reason });
export const transfer = (view: View, amountFen: number) => ({
  ...at(view),
  payerName: '深圳市远航物流有限公司工会',
  payerBank: '示例银行深圳分行',
  payerAccount: '7559 0012 8000 0016',
  amountFen,
  paidOn: TODAY,
  serialNumber: '20261123000045',
  voucherId: null as string | null,
});
export const receipt = (view: View, receivedFen: number) => ({
  ...at(view),
  receivedFen,
  receivedOn: TODAY,
  bankReference: 'HD20261123000045',
});

/** The refusal's code, or `done`. */
export const codeOf = (call: Promise<unknown>): Promise<string | undefined> =>
  call.then(
    () => 'done',
    (error: { data?: { domainCode?: string } }) => error.data?.domainCode,
  );

/** The hands through which an application goes, and the steps that each takes: ¥160 a person (2 份 CI2021). */
export async function policySteps(world: ProductWorld, firstPerson: number) {
  const signedIn = await Promise.all(ACCOUNTS.map((name) => world.signIn(name)));
  const by = Object.fromEntries(ACCOUNTS.map((name, i) => [name, signedIn[i]])) as unknown as Record<
    Account,
    ApiClient
  >;
  let next = firstPerson;
  const worker = { ...world.services, db: world.db.worker };
  const steps = {
    by,
    /** As the worker process has them. */
    worker,
    person: () => syntheticPerson(next++),
    async submitted(persons: readonly PlantedPerson[] = [steps.person()]) {
      const view = await by.operator1.draft(UNIT, [{ code: 'CI2021', shares: 2 }]);
      await plantRoster(world, view.number, [...persons], { ledger: true });
      return by.operator1.submit(view);
    },
    async approved(persons?: readonly PlantedPerson[]) {
      return by.reviewer1.trpc.review.approve.mutate(at(await steps.submitted(persons)));
    },
    async openNotice(view: View) {
      await world.db.owner.sql`update payment_notice set opened_at = now() where application_id =
        (select id from application where number = ${view.number})`;
    },
    async paid(view: View) {
      await steps.openNotice(view);
      const { notice } = await by.operator1.trpc.payment.page.query({ number: view.number });
      return by.operator1.trpc.payment.submit.mutate(transfer(view, notice?.totalFen ?? 0));
    },
    async received(persons?: readonly PlantedPerson[]) {
      const waiting = await steps.paid(await steps.approved(persons));
      const { notice } = await by.operator1.trpc.payment.page.query({ number: waiting.number });
      return by.finance1.trpc.payment.confirm.mutate(receipt(waiting, notice?.totalFen ?? 0));
    },
    /** In force from that day, which is the business date afterwards. */
    async inForce(start: CalendarDate, persons?: readonly PlantedPerson[]) {
      const received = await steps.received(persons);
      await by.society1.trpc.policy.setEffectiveDate.mutate({ ...at(received), effectiveDate: start });
      world.setToday(start);
      await turnOfDay(worker);
      return received;
    },
  };
  return steps;
}
export type PolicySteps = Awaited<ReturnType<typeof policySteps>>;
