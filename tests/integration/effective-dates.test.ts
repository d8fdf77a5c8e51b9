import { randomUUID } from 'node:crypto';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { turnOfDay } from '@huzhu/operations/policy/turn-of-day';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { at, because, codeOf, type PolicySteps, policySteps } from './policy-steps.ts';
import { type ProductWorld, startProductWorld, TODAY } from './product-world.ts';

let world: ProductWorld;
let steps: PolicySteps;
let operator: ApiClient;
let society: ApiClient;
let society2: ApiClient;

beforeAll(async () => {
  world = await startProductWorld();
  steps = await policySteps(world, 55_000);
  ({ operator1: operator, society1: society, society2 } = steps.by);
}, 120_000);
beforeEach(() => world.setToday(TODAY));
afterAll(() => world?.close());

const coverOf = (number: string) => world.db.owner.sql<{ state: string; end: string }[]>`
  select c.state, c.end_date::text as end from cover c join application a on a.id = c.application_id where a.number = ${number}`;

describe('批量设置生效时间', () => {
  test('each for itself: what is refused keeps none of the others back; the same request does nothing twice', async () => {
    const first = await steps.received();
    const second = await steps.received();
    const waiting = await steps.approved();
    const input = {
      requestId: randomUUID(),
      applications: [first, waiting, second].map(({ number, version }) => ({ number, version })),
      effectiveDate: asDate('2026-12-01'),
    };
    const outcomes = await society.trpc.policy.setEffectiveDates.mutate(input);
    expect(outcomes.map((outcome) => outcome.refusal === null)).toEqual([true, false, true]);
    expect(outcomes[1]?.refusal).toContain('待缴费');
    expect(await society.trpc.policy.setEffectiveDates.mutate(input)).toMatchObject([
      { refusal: null },
      { number: waiting.number },
      { refusal: null },
    ]);
    const events = await world.db.owner.sql`
      select 1 from audit_event where action = '设置生效时间' and subject_id = any(${[first.number, second.number]})`;
    expect(events).toHaveLength(2);
  });

  test('never retroactive: before tomorrow, or before the day that the unit asked for, it is refused', async () => {
    const received = await steps.received();
    const set = (effectiveDate: string) =>
      society.trpc.policy.setEffectiveDates.mutate({
        requestId: randomUUID(),
        applications: [{ number: received.number, version: received.version }],
        effectiveDate,
      });
    for (const day of ['2026-11-01', TODAY]) expect((await set(day))[0]?.refusal).toContain('2026-11-24');
    expect((await set('2026-11-24'))[0]?.refusal).toBeNull();
  });

  test('terms over a leap day: 2027-03-01 for a year ends 2028-02-29', async () => {
    const received = await steps.received();
    const dated = await society.trpc.policy.setEffectiveDate.mutate({
      ...at(received),
      effectiveDate: asDate('2027-03-01'),
    });
    expect(dated).toMatchObject({ referenceDate: '2027-03-01', referenceEnd: '2028-02-29' });
  });
});

describe('终止', () => {
  test('needs a second society_admin; cover that runs ends that day, and nothing goes back', async () => {
    const received = await steps.inForce(asDate('2026-12-01'));
    const view = await operator.trpc.application.get.query({ number: received.number });
    const proposed = await society.trpc.policy.proposeTermination.mutate(because(view, '单位注销'));
    expect(proposed.state).toBe('in_force');
    expect(await codeOf(society.trpc.policy.proposeTermination.mutate(because(proposed)))).toBe('TERMINATION_OPEN');
    expect(await codeOf(society.trpc.policy.approveTermination.mutate(at(proposed)))).toBe('OWN_WORK');
    world.setToday(asDate('2027-02-10'));
    const outcomes = await Promise.all([
      codeOf(society2.trpc.policy.approveTermination.mutate(at(proposed))),
      codeOf(society2.trpc.policy.refuseTermination.mutate(because(proposed))),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    const after = await operator.trpc.application.get.query({ number: view.number });
    if (after.state === 'in_force') await terminateAgain(after);
    expect(await coverOf(view.number)).toEqual([{ state: 'ended', end: '2027-02-10' }]);
    const { refunds } = await steps.by.finance1.trpc.payment.page.query({ number: view.number });
    expect(refunds).toEqual([]);
    const [policy] = (await operator.trpc.policy.list.query({ query: view.number })).items;
    expect(policy?.state).toBe('terminated');
  });

  /** The refusal was faster. */
  async function terminateAgain(view: { number: string; version: number }) {
    const again = await society.trpc.policy.proposeTermination.mutate(because(view, '单位注销'));
    await society2.trpc.policy.approveTermination.mutate(at(again));
  }

  test('before the cover begins everything goes back, and the persons are free', async () => {
    const received = await steps.received();
    const proposed = await society.trpc.policy.proposeTermination.mutate(because(received, '单位要求'));
    await society2.trpc.policy.approveTermination.mutate(at(proposed));
    expect(await coverOf(received.number)).toEqual([]);
    const { refunds } = await steps.by.finance1.trpc.payment.page.query({ number: received.number });
    expect(refunds).toMatchObject([{ amountFen: 16_000, reason: '终止：单位要求' }]);
    world.setToday(asDate('2026-12-31'));
    await turnOfDay(steps.worker);
    expect((await operator.trpc.application.get.query({ number: received.number })).state).toBe('terminated');
  });
});
