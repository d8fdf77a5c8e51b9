import { randomUUID } from 'node:crypto';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { isMatchCode } from '@huzhu/domain/payment/match-code';
import { residentIdCheckCharacter } from '@huzhu/domain/person/resident-id';
import type { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { voidOverdue } from '@huzhu/operations/payment/void-application';
import { turnOfDay } from '@huzhu/operations/policy/turn-of-day';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { at, because, codeOf, type PolicySteps, policySteps, receipt, transfer } from './policy-steps.ts';
import { type ProductWorld, startProductWorld, TODAY } from './product-world.ts';

let world: ProductWorld;
let steps: PolicySteps;
let operator: ApiClient;
let reviewer: ApiClient;
let reviewer2: ApiClient;
let finance: ApiClient;
let finance2: ApiClient;
let society: ApiClient;

beforeAll(async () => {
  world = await startProductWorld();
  steps = await policySteps(world, 40_000);
  ({ operator1: operator, reviewer1: reviewer, reviewer2, finance1: finance, finance2, society1: society } = steps.by);
});
beforeEach(() => world.setToday(TODAY));
afterAll(() => world?.close());

const coverOf = (number: string) => world.db.owner.sql<{ state: string; start: string; end: string }[]>`
  select c.state, c.start_date::text as start, c.end_date::text as end from cover c
  join application a on a.id = c.application_id where a.number = ${number}`;

test('from 待审核 to a policy in force: every hand, every date', async () => {
  const waiting = await steps.submitted();
  const toPay = await reviewer.trpc.review.approve.mutate(at(waiting));
  expect(toPay.state).toBe('pending_payment');
  const { notice } = await operator.trpc.payment.page.query({ number: toPay.number });
  expect(notice).toMatchObject({
    totalFen: 16_000,
    totalInWords: '壹佰陆拾元整',
    headcount: 1,
    issuedOn: '2026-11-23',
    dueOn: '2026-12-08',
    daysLeft: 15,
    opened: false,
    voided: null,
  });
  expect(isMatchCode(notice?.matchCode ?? '')).toBe(true);

  expect(await codeOf(operator.trpc.payment.submit.mutate(transfer(toPay, 16_000)))).toBe('NOTICE_NOT_OPENED');
  const waitingForFinance = await steps.paid(toPay);
  expect(waitingForFinance.state).toBe('pending_verification');
  const [stored] = await world.db.owner.sql<{ masked: string; cipher: Buffer }[]>`
    select payer_account_masked as masked, payer_account_cipher as cipher from payment`;
  expect(stored?.masked).toBe('755*********0016');
  expect(stored?.cipher.includes('7559001280000016')).toBe(false);

  const received = await finance.trpc.payment.confirm.mutate(receipt(waitingForFinance, 16_000));
  expect(received).toMatchObject({ state: 'pending_effective', referenceDate: '2026-11-24' });
  expect(await coverOf(toPay.number)).toMatchObject([{ state: 'pending', start: '2026-11-24', end: '2027-11-23' }]);

  const early = { ...at(received), effectiveDate: TODAY };
  expect(await codeOf(society.trpc.policy.setEffectiveDate.mutate(early))).toBe('EFFECTIVE_DATE_PAST');
  const dated = await society.trpc.policy.setEffectiveDate.mutate({
    ...at(received),
    effectiveDate: asDate('2026-12-01'),
  });
  expect(dated).toMatchObject({ state: 'pending_effective', referenceDate: '2026-12-01', referenceEnd: '2027-11-30' });

  const { worker } = steps;
  world.setToday(asDate('2026-11-30'));
  expect(await turnOfDay(worker)).toEqual({ activated: 0, expired: 0 });
  world.setToday(asDate('2026-12-01'));
  // Two workers at midnight: one policy.
  const turns = await Promise.all([turnOfDay(worker), turnOfDay(worker)]);
  expect(turns.map((turn) => turn.activated).sort()).toEqual([0, 1]);
  expect((await operator.trpc.application.get.query({ number: toPay.number })).state).toBe('in_force');
  expect(await coverOf(toPay.number)).toMatchObject([{ state: 'in_force', start: '2026-12-01', end: '2027-11-30' }]);
  const policies = await world.db.owner.sql<{ number: string; premium: number; headcount: number }[]>`
    select number, premium_fen::int as premium, headcount from policy`;
  expect(policies).toMatchObject([
    { number: expect.stringMatching(/^HZ20261201-0001/), premium: 16_000, headcount: 1 },
  ]);

  world.setToday(asDate('2027-11-30'));
  expect((await turnOfDay(worker)).expired).toBe(0);
  world.setToday(asDate('2027-12-01'));
  expect((await turnOfDay(worker)).expired).toBe(1);
  expect(await coverOf(toPay.number)).toMatchObject([{ state: 'ended', end: '2027-11-30' }]);
  const timeline = await operator.trpc.application.timeline.query({ number: toPay.number });
  expect(timeline.map((event) => event.to).filter(Boolean)).toEqual([
    'expired',
    'in_force',
    'pending_effective',
    'pending_verification',
    'pending_payment',
    'pending_review',
    'draft',
  ]);
});

test('a return carries its marks to the unit, keeps the reservation, and is resubmitted', async () => {
  const waiting = await steps.submitted();
  const marks = await reviewer.trpc.review.mark.mutate({
    requestId: randomUUID(),
    number: waiting.number,
    rowNumber: 2,
    field: 'idNumber',
    sentence: '与身份证照片不符',
  });
  expect(marks).toHaveLength(1);
  expect(await operator.trpc.review.marks.query({ number: waiting.number })).toEqual([]);
  expect(await codeOf(reviewer.trpc.review.approve.mutate(at(waiting)))).toBe('MARKS_STAND');
  const returned = await reviewer.trpc.review.return.mutate(because(waiting));
  expect(returned.state).toBe('returned');
  expect(await operator.trpc.review.marks.query({ number: waiting.number })).toMatchObject([
    { rowNumber: 2, field: 'idNumber', sentence: '与身份证照片不符' },
  ]);
  expect(await coverOf(waiting.number)).toMatchObject([{ state: 'reserved' }]);
});

test('what was approved is returned only by voiding the notice; the next approval issues version 2', async () => {
  const toPay = await steps.approved();
  const returned = await reviewer.trpc.review.returnApproved.mutate(because(toPay));
  expect(returned.state).toBe('returned');
  const first = await operator.trpc.payment.page.query({ number: toPay.number });
  expect(first.notice?.voided?.reason).toBe('身份证照片与名单不符');
  const again = await operator.submit(returned);
  const second = await reviewer2.trpc.review.approve.mutate(at(again));
  const { notice } = await operator.trpc.payment.page.query({ number: second.number });
  expect(notice).toMatchObject({ version: 2, voided: null });
  expect(notice?.matchCode).not.toBe(first.notice?.matchCode);
});

test('two reviewers at once, one approving and one rejecting: one wins, the other is told, one event', async () => {
  for (let round = 0; round < 8; round += 1) {
    const waiting = await steps.submitted();
    const outcomes = await Promise.all([
      codeOf(reviewer.trpc.review.approve.mutate(at(waiting))),
      codeOf(reviewer2.trpc.review.reject.mutate(because(waiting))),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome !== 'done')[0]).toMatch(/STALE_VERSION|ILLEGAL_TRANSITION/);
    const moves = await world.db.owner.sql`select 1 from audit_event where subject_id = ${waiting.number}
      and from_state = 'pending_review'`;
    expect(moves).toHaveLength(1);
  }
});

test('finance against finance, and a payment confirmed twice: one final state', async () => {
  const waiting = await steps.paid(await steps.approved());
  const outcomes = await Promise.all([
    codeOf(finance.trpc.payment.confirm.mutate(receipt(waiting, 16_000))),
    codeOf(finance2.trpc.payment.refuse.mutate(because(waiting, '流水号查不到'))),
    codeOf(finance2.trpc.payment.confirm.mutate(receipt(waiting, 16_000))),
  ]);
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
});

test('less than the notice is refused, more opens a refund', async () => {
  const waiting = await steps.paid(await steps.approved());
  expect(await codeOf(finance.trpc.payment.confirm.mutate(receipt(waiting, 15_000)))).toBe('UNDERPAID');
  const confirmed = await finance.trpc.payment.confirm.mutate(receipt(waiting, 17_000));
  const { refunds } = await finance.trpc.payment.page.query({ number: confirmed.number });
  expect(refunds).toMatchObject([{ state: 'refund_pending', amountFen: 1_000, reason: '多缴' }]);
});

test('a notice that nobody paid lapses after its last day, and the persons are free again', async () => {
  const toPay = await steps.approved();
  const { worker } = steps;
  world.setToday(asDate('2026-12-08'));
  expect(await voidOverdue(worker)).toBe(0);
  world.setToday(asDate('2026-12-09'));
  expect(await voidOverdue(worker)).toBeGreaterThanOrEqual(1);
  expect((await operator.trpc.application.get.query({ number: toPay.number })).state).toBe('voided');
  expect(await coverOf(toPay.number)).toEqual([]);
});

test('the operator withdraws while the timer voids: one legal final state', async () => {
  const { worker } = steps;
  for (let round = 0; round < 6; round += 1) {
    world.setToday(TODAY);
    const toPay = await steps.approved();
    world.setToday(asDate('2026-12-20'));
    await Promise.all([codeOf(operator.trpc.application.withdraw.mutate(at(toPay))), voidOverdue(worker)]);
    const { state } = await operator.trpc.application.get.query({ number: toPay.number });
    expect(['withdrawn', 'voided']).toContain(state);
    const ends = await world.db.owner.sql`select 1 from audit_event where subject_id = ${toPay.number}
      and to_state in ('withdrawn', 'voided')`;
    expect(ends).toHaveLength(1);
  }
});

test('whoever is too old on the day that is set falls out alone and gets the money back', async () => {
  const waiting = await steps.paid(await steps.approved([steps.person(), turning61()]));
  const received = await finance.trpc.payment.confirm.mutate(receipt(waiting, 32_000));
  await society.trpc.policy.setEffectiveDate.mutate({ ...at(received), effectiveDate: asDate('2026-12-10') });
  const rows = await world.db.owner.sql<{ state: string }[]>`
    select r.state from roster_row r join application a on a.roster_version_id = r.roster_version_id
    where a.number = ${waiting.number} order by r.row_number`;
  expect(rows.map((row) => row.state)).toEqual(['active', 'excluded']);
  const { refunds } = await finance.trpc.payment.page.query({ number: waiting.number });
  expect(refunds).toMatchObject([{ amountFen: 16_000, reason: '1 人不予承保' }]);
  expect(await coverOf(waiting.number)).toHaveLength(1);
});

/** Turns 61 on 10 December: eligible at the submission and at the approval, not on that day. */
function turning61(): ReturnType<typeof syntheticPerson> {
  const body = '44900119651210001';
  const idNumber = body + residentIdCheckCharacter(body);
  return { ...steps.person(), idNumber, sex: 'male', birthDate: asDate('1965-12-10') };
}

test('nobody takes the next controlling step of their own work, whatever roles they hold', async () => {
  await world.db.owner.sql`insert into role_grant (staff_id, role)
    select id, r from staff, unnest(array['reviewer', 'finance']) r where username = 'operator1'`;
  await world.db.owner
    .sql`insert into role_grant (staff_id, role) select id, 'finance' from staff where username = 'reviewer1'`;
  const [both, reviewerAndFinance] = await Promise.all([world.signIn('operator1'), world.signIn('reviewer1')]);
  const waiting = await steps.submitted();
  expect(await codeOf(both.trpc.review.approve.mutate(at(waiting)))).toBe('OWN_WORK');
  const verifying = await steps.paid(await reviewerAndFinance.trpc.review.approve.mutate(at(waiting)));
  expect(await codeOf(both.trpc.payment.confirm.mutate(receipt(verifying, 16_000)))).toBe('OWN_WORK');
  expect(await codeOf(reviewerAndFinance.trpc.payment.confirm.mutate(receipt(verifying, 16_000)))).toBe('OWN_WORK');
  expect((await finance.trpc.payment.confirm.mutate(receipt(verifying, 16_000))).state).toBe('pending_effective');
  await world.db.owner.sql`delete from role_grant where role in ('reviewer', 'finance') and staff_id in
    (select id from staff where username = 'operator1') or (role = 'finance' and staff_id in
    (select id from staff where username = 'reviewer1'))`;
});

test('the reviewer sees who differs, masked and with an age; the draft is nobody’s business', async () => {
  const draft = await operator.draft('SZ-NS-YH-001', [{ code: 'CI2021', shares: 2 }]);
  const before = await reviewer.trpc.review.rows.query({ number: draft.number });
  expect(before).toEqual({ rows: [], total: 0, next: null });
  const persons = [steps.person(), steps.person()];
  const view = await steps.submitted(persons);
  const { rows, total } = await reviewer.trpc.review.rows.query({ number: view.number });
  expect(total).toBe(2);
  expect(rows[0]).toMatchObject({ name: persons[0]?.name, ledger: 'agrees', shares: { CI2021: 2 }, issues: [] });
  expect(rows[0]?.age).toBeGreaterThan(15);
  expect(JSON.stringify(rows)).not.toContain(persons[0]?.birthDate);
  expect(JSON.stringify(rows)).not.toContain(persons[0]?.idNumber);
  const byNumber = await reviewer.trpc.review.rows.query({ number: view.number, query: persons[1]?.idNumber ?? '' });
  expect(byNumber.rows.map((row) => row.name)).toEqual([persons[1]?.name]);
  expect(await reviewer.trpc.review.ledger.query({ number: view.number })).toMatchObject({
    rows: 2,
    agrees: 2,
    absent: 0,
    name: 0,
    stopped: 0,
    notEnrolled: 0,
    ledger: { participation: { percent: 100 } },
  });
  expect(await codeOf(operator.trpc.review.rows.query({ number: view.number }))).toBe('FORBIDDEN');
});

test('what changed since the return stands beside the names', async () => {
  const persons = Array.from({ length: 6 }, steps.person);
  const view = await steps.submitted(persons);
  const first = await reviewer.trpc.review.changes.query({ number: view.number, against: 'last_version' });
  expect(first.with).toBeNull();
  await reviewer.trpc.review.return.mutate(because(view));
  await operator.trpc.roster.remove.mutate({ requestId: randomUUID(), number: view.number, rowNumbers: [3] });
  await operator.submit(await operator.trpc.application.get.query({ number: view.number }));
  const changes = await reviewer.trpc.review.changes.query({ number: view.number, against: 'last_version' });
  expect(changes).toMatchObject({ joined: 0, left: 1, changed: 0 });
  expect(changes.items).toMatchObject([
    { kind: 'left', rowNumber: null, name: persons[1]?.name, before: '重大疾病 2 份' },
  ]);
});
