import { addDays, asDate } from '@huzhu/domain/calendar/calendar-date';
import { turnOfDay } from '@huzhu/operations/policy/turn-of-day';
import { lapseOrphans } from '@huzhu/operations/supplement/lapse-orphans';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PlantedPerson, plantRoster } from './plant-roster.ts';
import { at, because, codeOf, type PolicySteps, policySteps } from './policy-steps.ts';
import { type ProductWorld, startProductWorld, TODAY } from './product-world.ts';
import { supplementSteps } from './supplement-steps.ts';

const START = asDate('2026-12-01');
const LATER = asDate('2027-02-20');
const ROUNDS = 12;

let world: ProductWorld;
let steps: PolicySteps;
let supplement: ReturnType<typeof supplementSteps>;

beforeAll(async () => {
  world = await startProductWorld();
  steps = await policySteps(world, 7_800_000);
  supplement = supplementSteps(world, steps);
}, 120_000);
afterAll(() => world?.close());

async function policy() {
  world.setToday(TODAY);
  const { number } = await steps.inForce(START, [steps.person()]);
  world.setToday(LATER);
  return supplement.policyOf(number);
}

const issuesOf = async (account: 'operator1' | 'operator2', number: string) =>
  (await steps.by[account].trpc.roster.rows.query({ number })).rows.map((row) => row.issues.map((issue) => issue.code));

test('a supplement and another unit’s enrolment name the same person at the same moment: exactly one wins (hard case 1)', async () => {
  const policyNumber = await policy();
  for (let round = 0; round < ROUNDS; round += 1) {
    const person = steps.person();
    // 2 of 5 份 here and 4 there: more than a person may hold.
    const mine = await supplement.drafted(policyNumber, [person]);
    const theirs = await steps.by.operator2.draft('SZ-LH-GL-001', [{ code: 'CI2021', shares: 4 }]);
    await plantRoster(world, theirs.number, [person], { ledger: true, month: LATER.slice(0, 7) });
    const outcomes = await Promise.all([
      codeOf(steps.by.operator1.submit(mine)),
      codeOf(steps.by.operator2.submit(theirs)),
    ]);
    expect([...outcomes].sort(), `round ${round}`).toEqual(['ROSTER_HAS_ERRORS', 'done']);
    const loser = outcomes[0] === 'done' ? (['operator2', theirs] as const) : (['operator1', mine] as const);
    expect(await issuesOf(loser[0], loser[1].number)).toEqual([['ALREADY_PENDING_ELSEWHERE']]);
  }
}, 120_000);

test('one person, however the number is written, and both rows of a twin point at each other (hard cases 2 and 6)', async () => {
  const policyNumber = await policy();
  const text = (value: string) => ({ kind: 'text' as const, text: value });
  const person = steps.person();
  const wide = [...person.idNumber].map((c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)).join('');
  const twin: PlantedPerson = { ...person, cells: { idNumber: text(wide), shares: text('1') } };
  const view = await supplement.drafted(policyNumber, [person, twin]);
  expect(await issuesOf('operator1', view.number)).toEqual([
    ['DUPLICATE_IN_FILE_DIFFERS'],
    expect.arrayContaining(['DUPLICATE_IN_FILE_DIFFERS']),
  ]);
  expect(await codeOf(steps.by.operator1.submit(view))).toBe('ROSTER_HAS_ERRORS');
});

test('two supplements that begin on one day, turned by two workers at once, are numbered one after the other', async () => {
  const policyNumber = await policy();
  const start = asDate('2027-02-22');
  for (const persons of [[steps.person()], [steps.person(), steps.person()]]) {
    const waiting = await supplement.received(
      await supplement.paid(await supplement.approved(policyNumber, persons, start)),
    );
    await steps.by.society1.trpc.policy.setEffectiveDate.mutate({ ...at(waiting), effectiveDate: start });
  }
  world.setToday(start);
  await Promise.all(Array.from({ length: 4 }, () => turnOfDay(steps.worker)));
  const endorsements = await steps.by.operator1.trpc.endorsement.list.query({ policyNumber });
  expect(endorsements.map(({ number, sequence }) => [number, sequence])).toEqual([
    [`${policyNumber}-01`, 1],
    [`${policyNumber}-02`, 2],
  ]);
  const [first, second] = endorsements;
  // What one found is what the other left.
  expect(second?.before.headcount).toBe(1 + (first?.headcount ?? 0));
  expect((await steps.by.operator1.trpc.policy.get.query({ policyNumber })).headcount).toBe(4);
});

test('a supplement that begins while its policy is terminated never outlives it', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const policyNumber = await policy();
    const start = asDate('2027-02-22');
    const waiting = await supplement.received(
      await supplement.paid(await supplement.approved(policyNumber, [steps.person()], start)),
    );
    await steps.by.society1.trpc.policy.setEffectiveDate.mutate({ ...at(waiting), effectiveDate: start });
    const { applicationNumber } = await steps.by.society1.trpc.policy.get.query({ policyNumber });
    const parent = await steps.by.society1.trpc.application.get.query({ number: applicationNumber });
    const proposed = await steps.by.society1.trpc.policy.proposeTermination.mutate(because(parent));
    world.setToday(start);
    const [, terminated] = await Promise.all([
      turnOfDay(steps.worker),
      codeOf(steps.by.society2.trpc.policy.approveTermination.mutate(at(proposed))),
    ]);
    expect(terminated, `round ${round}`).toBe('done');
    await lapseOrphans(steps.worker);
    const { state } = await steps.by.operator1.trpc.application.get.query({ number: waiting.number });
    expect(['terminated', 'voided'], `round ${round}`).toContain(state);
    const live = await world.db.owner.sql`
      select 1 from cover c join application a on a.id = c.application_id
      where a.number in (${waiting.number}, ${applicationNumber}) and c.state <> 'ended'`;
    expect(live, `round ${round}`).toHaveLength(0);
    if (state === 'voided') {
      const { refunds } = await steps.by.operator1.trpc.payment.page.query({ number: waiting.number });
      expect(refunds).toHaveLength(1);
    }
  }
}, 120_000);

test('a supplement that is submitted while its policy ends is voided by the timer, not forgotten', async () => {
  const policyNumber = await policy();
  const end = (await steps.by.operator1.trpc.policy.get.query({ policyNumber })).end;
  world.setToday(addDays(end, -1));
  const submitted = await supplement.submitted(policyNumber, [steps.person()]);
  world.setToday(addDays(end, 1));
  // Nobody has turned the policy itself yet: the dates alone tell.
  await lapseOrphans(steps.worker);
  expect((await steps.by.operator1.trpc.application.get.query({ number: submitted.number })).state).toBe('voided');
});
