import { addDays, asDate } from '@huzhu/domain/calendar/calendar-date';
import { renderEndorsement } from '@huzhu/operations/policy/render-endorsement';
import { turnOfDay } from '@huzhu/operations/policy/turn-of-day';
import { lapseOrphans } from '@huzhu/operations/supplement/lapse-orphans';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, because, codeOf, type PolicySteps, policySteps, UNIT } from './policy-steps.ts';
import { type ProductWorld, startProductWorld, TODAY } from './product-world.ts';
import { supplementSteps } from './supplement-steps.ts';

const START = asDate('2026-12-01');
const END = asDate('2027-11-30');

let world: ProductWorld;
let steps: PolicySteps;
let supplement: ReturnType<typeof supplementSteps>;

beforeAll(async () => {
  world = await startProductWorld();
  steps = await policySteps(world, 7_000_000);
  supplement = supplementSteps(world, steps);
}, 120_000);
afterAll(() => world?.close());

/** A policy in force from START, on the business date `day`. */
async function policy(day = START, persons = [steps.person(), steps.person()]) {
  world.setToday(TODAY);
  const { number } = await steps.inForce(START, persons);
  world.setToday(day);
  return supplement.policyOf(number);
}

const stateOf = async (number: string) => (await steps.by.operator1.trpc.application.get.query({ number })).state;

describe('保单补充申请', () => {
  it('goes straight to the roster, takes plans, 份数 and end from the policy, and is priced by the days that are left', async () => {
    const policyNumber = await policy(asDate('2027-02-20'));
    const start = asDate('2027-03-01');
    const draft = await supplement.start(policyNumber);
    expect(draft).toMatchObject({
      kind: 'supplement',
      state: 'draft',
      parent: { policyNumber, state: 'in_force', start: START, end: END },
      plans: [{ code: 'CI2021', shares: 2 }],
      contact: { name: '苏婉婷' },
      referenceEnd: END,
    });
    expect(draft.number).toMatch(/^BQ/);
    // Pressed again before anything was filled in: the same draft.
    expect((await supplement.start(policyNumber)).number).toBe(draft.number);

    const persons = Array.from({ length: 5 }, () => steps.person());
    const submitted = await supplement.submitted(policyNumber, persons, start);
    expect(submitted).toMatchObject({ number: draft.number, state: 'pending_review' });
    const summary = await steps.by.operator1.trpc.application.summary.query({ number: draft.number });
    expect(summary.lines).toMatchObject([
      {
        headcount: 5,
        proRata: { part: 275, whole: 365, unit: 'day' },
        groups: [{ shares: 2, persons: 5, eachFen: 12_055, amountFen: 60_275 }],
      },
    ]);
    expect(summary).toMatchObject({ start, end: END, totalFen: 60_275, difference: null, blockers: [] });

    // In its own list, and not among the enrolments.
    const list = (name: 'enrolment' | 'supplement') =>
      steps.by.operator1.trpc.application.list.query({ list: name, query: draft.number });
    expect((await list('enrolment')).items).toEqual([]);
    expect((await list('supplement')).items).toMatchObject([
      { number: draft.number, kind: 'supplement', parentNumber: policyNumber, state: 'pending_review', headcount: 5 },
    ]);

    const approved = await steps.by.reviewer1.trpc.review.approve.mutate(at(submitted));
    const { notice } = await steps.by.operator1.trpc.payment.page.query({ number: draft.number });
    expect(notice).toMatchObject({ totalFen: 60_275, headcount: 5 });
    const waiting = await supplement.received(await supplement.paid(approved));
    await steps.by.society1.trpc.policy.setEffectiveDate.mutate({ ...at(waiting), effectiveDate: start });
    world.setToday(start);
    await turnOfDay(steps.worker);

    expect(await stateOf(draft.number)).toBe('in_force');
    const [endorsement] = await steps.by.operator1.trpc.endorsement.list.query({ policyNumber });
    expect(endorsement).toMatchObject({
      number: `${policyNumber}-01`,
      sequence: 1,
      kind: 'supplement',
      applicationNumber: draft.number,
      effectiveDate: start,
      before: { headcount: 2, shares: 4, premiumFen: 32_000 },
      headcount: 5,
      shares: 10,
      premiumFen: 60_275,
      ready: false,
    });
    // The policy counts them in; its paper stays as it was issued.
    const view = await steps.by.operator1.trpc.policy.get.query({ policyNumber });
    expect(view).toMatchObject({
      headcount: 7,
      shares: 14,
      premiumFen: 92_275,
      endorsements: 1,
      issued: { headcount: 2, shares: 4, premiumFen: 32_000 },
      plans: [{ headcount: 7, shares: 14, premiumFen: 92_275 }],
    });
    // Everybody on one list, each with the own start and wait.
    const insured = await steps.by.operator1.trpc.policy.insured.query({ policyNumber });
    expect(insured.total).toBe(7);
    expect(insured.lines.map((line) => [line.start, line.end, line.waitEnd, line.category])).toEqual([
      ...Array.from({ length: 2 }, () => [START, END, '2026-12-30', 'new']),
      ...Array.from({ length: 5 }, () => [start, END, '2027-03-30', 'new']),
    ]);
    const added = await steps.by.operator1.trpc.endorsement.insured.query({ endorsementNumber: `${policyNumber}-01` });
    expect(added.lines.map((line) => line.name)).toEqual(persons.map((person) => person.name));
    // A person is found under the policy that the supplement joined.
    const [person] = persons;
    const found = await steps.by.operator1.trpc.person.search.query({ query: person?.idNumber ?? '' });
    expect(found.lines).toMatchObject([{ policyNumber, applicationNumber: draft.number }]);

    const [row] = await world.db.owner.sql<{ id: number; verify_token: string }[]>`
      select id, verify_token from endorsement where number = ${`${policyNumber}-01`}`;
    await renderEndorsement(steps.worker, row?.id ?? 0);
    const paper = await steps.by.operator1.fetch(`/api/endorsements/${policyNumber}-01/document`);
    expect(paper.status).toBe(200);
    expect(
      Buffer.from(await paper.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await steps.by.operator1.trpc.policy.verify.query({ code: row?.verify_token ?? '' })).toMatchObject({
      number: policyNumber,
      endorsement: { number: `${policyNumber}-01`, sequence: 1 },
      headcount: 7,
      start,
    });
    // Another unit sees none of it.
    for (const path of ['document', 'insured']) {
      expect((await steps.by.operator2.fetch(`/api/endorsements/${policyNumber}-01/${path}`)).status).toBe(404);
    }
    expect(await codeOf(steps.by.operator2.trpc.endorsement.list.query({ policyNumber }))).toBe('NOT_FOUND');
    expect(
      await codeOf(steps.by.operator2.trpc.endorsement.get.query({ endorsementNumber: `${policyNumber}-01` })),
    ).toBe('NOT_FOUND');
  });

  it('is valid on the last day of the policy, for one day, and refused after it (hard case 7)', async () => {
    const policyNumber = await policy(addDays(END, -1));
    const last = await supplement.submitted(policyNumber, [steps.person()], END);
    const summary = await steps.by.operator1.trpc.application.summary.query({ number: last.number });
    expect(summary).toMatchObject({ start: END, end: END, lines: [{ proRata: { part: 1, whole: 365 } }] });
    // 2 份 × ¥80 × 1/365 = ¥0.438…
    expect(summary.totalFen).toBe(44);

    // On the last day itself there is no tomorrow left.
    world.setToday(END);
    expect(await codeOf(supplement.start(policyNumber))).toBe('SUPPLEMENT_AFTER_END');
    const view = await steps.by.operator1.trpc.policy.get.query({ policyNumber });
    expect(view.next.supplement).toContain('请办理续保');
    // What was submitted in time can no longer be approved, and says so.
    expect(await codeOf(steps.by.reviewer1.trpc.review.approve.mutate(at(last)))).toBe('SUPPLEMENT_AFTER_END');
  });

  it('refuses a day outside the policy, a policy that has ended, another unit, and a plan that takes nobody', async () => {
    const policyNumber = await policy();
    const draft = await supplement.start(policyNumber);
    expect(await codeOf(supplement.date(draft, addDays(END, 1)))).toBe('SUPPLEMENT_AFTER_END');
    expect(await codeOf(supplement.date(draft, START))).toBe('EFFECTIVE_DATE_TOO_EARLY');
    expect(await codeOf(supplement.date(draft, asDate('2026-11-01')))).toBe('SUPPLEMENT_BEFORE_START');
    const foreign = { requestId: crypto.randomUUID(), policyNumber };
    expect(await codeOf(steps.by.operator2.trpc.supplement.start.mutate(foreign))).toBe('NOT_FOUND');
    expect(await codeOf(steps.by.manager1.trpc.supplement.start.mutate(foreign))).toBe('FORBIDDEN');
    // The plans are the policy's: the step that chooses them is closed.
    const chosen = { ...at(draft), unitCode: UNIT, plans: [], requestedDate: null };
    expect(await codeOf(steps.by.operator1.trpc.enrolment.updateDraft.mutate(chosen))).toBe('INPUT_INVALID');

    const { sql } = world.db.owner;
    await sql`update plan_version set data = jsonb_set(data, '{supplementAllowed}', 'false') where data->>'code' = 'CI2021'`;
    expect(await codeOf(supplement.start(policyNumber))).toBe('SUPPLEMENT_NOT_ALLOWED');
    await sql`update plan_version set data = jsonb_set(data, '{supplementAllowed}', 'true') where data->>'code' = 'CI2021'`;

    world.setToday(addDays(END, 1));
    await turnOfDay(steps.worker);
    expect(await codeOf(supplement.start(policyNumber))).toBe('SUPPLEMENT_PARENT_ENDED');
  });

  it('gives back what a later beginning makes too much', async () => {
    const policyNumber = await policy(asDate('2027-02-20'));
    const approved = await supplement.approved(policyNumber, [steps.person()], asDate('2027-03-01'));
    world.setToday(asDate('2027-03-03'));
    const waiting = await supplement.received(await supplement.paid(approved));
    const effectiveDate = asDate('2027-03-04');
    await steps.by.society1.trpc.policy.setEffectiveDate.mutate({ ...at(waiting), effectiveDate });
    const { refunds } = await steps.by.operator1.trpc.payment.page.query({ number: waiting.number });
    // 275 days were paid for and 272 are covered: 120.55 − 119.23.
    expect(refunds).toMatchObject([{ amountFen: 132, reason: '生效时间比缴费通知书晚，按实际天数少收' }]);
  });

  it('is voided when its policy expires while it is unpaid, its persons are free again, and both parties are told', async () => {
    const policyNumber = await policy(addDays(END, -5));
    const person = steps.person();
    const approved = await supplement.approved(policyNumber, [person]);
    const paid = await supplement.paid(await supplement.approved(policyNumber, [steps.person()]));
    const cover = () => world.db.owner.sql`
      select 1 from cover c join application a on a.id = c.application_id where a.number in (${approved.number}, ${paid.number})`;
    expect(await cover()).toHaveLength(2);
    world.setToday(addDays(END, 1));
    await turnOfDay(steps.worker);
    expect(await lapseOrphans(steps.worker)).toBeGreaterThanOrEqual(2);
    expect(await lapseOrphans(steps.worker)).toBe(0);
    for (const { number } of [approved, paid]) {
      expect(await stateOf(number)).toBe('voided');
      const { notice, payments } = await steps.by.operator1.trpc.payment.page.query({ number });
      expect(notice?.voided?.reason).toContain('已到期');
      expect(payments.every((payment) => payment.state === 'returned')).toBe(true);
      const told = (account: 'operator1' | 'finance1') =>
        steps.by[account].trpc.notification.list
          .query()
          .then(({ items }) => items.filter((item) => item.applicationNumber === number && item.kind === 'voided'));
      expect((await told('operator1'))[0]?.sentence).toContain('请在续保时一并加入名单');
      expect(await told('finance1')).toHaveLength(1);
    }
    expect(await cover()).toHaveLength(0);
    // Re-opening what cannot begin any more is refused with the same sentence.
    const view = await steps.by.society1.trpc.application.get.query({ number: approved.number });
    expect(await codeOf(steps.by.society1.trpc.payment.reopen.mutate(because(view)))).toBe('SUPPLEMENT_PARENT_ENDED');
  });

  it('ends with its policy when that is terminated: in force it ends, paid it is given back', async () => {
    const policyNumber = await policy(asDate('2027-02-20'));
    const running = await supplement.inForce(policyNumber, [steps.person()], asDate('2027-02-22'));
    const approved = await supplement.approved(policyNumber, [steps.person()]);
    const waiting = await supplement.received(await supplement.paid(approved));
    const draft = await supplement.start(policyNumber);
    const { applicationNumber } = await steps.by.society1.trpc.policy.get.query({ policyNumber });
    const parent = await steps.by.society1.trpc.application.get.query({ number: applicationNumber });
    const proposed = await steps.by.society1.trpc.policy.proposeTermination.mutate(because(parent));
    await steps.by.society2.trpc.policy.approveTermination.mutate(at(proposed));
    expect(await stateOf(running)).toBe('terminated');
    expect(await stateOf(waiting.number)).toBe('voided');
    const { refunds } = await steps.by.operator1.trpc.payment.page.query({ number: waiting.number });
    expect(refunds).toMatchObject([{ state: 'refund_pending' }]);
    const live = await world.db.owner.sql`
      select 1 from cover c join application a on a.id = c.application_id
      where a.number in (${running}, ${waiting.number}, ${applicationNumber}) and c.state <> 'ended'`;
    expect(live).toHaveLength(0);
    // The draft says why it goes no further.
    const summary = await steps.by.operator1.trpc.application.summary.query({ number: draft.number });
    expect(summary.blockers[0]).toMatchObject({ code: 'SUPPLEMENT_PARENT_ENDED' });
  });

  it('adds 份 to somebody who is on the policy without adding a head, up to the cap (hard case 8)', async () => {
    const person = steps.person();
    const policyNumber = await policy(asDate('2027-02-20'), [person]);
    await supplement.inForce(policyNumber, [person], asDate('2027-03-01'));
    const [endorsement] = await steps.by.operator1.trpc.endorsement.list.query({ policyNumber });
    expect(endorsement).toMatchObject({ headcount: 0, shares: 2 });
    const { lines } = await steps.by.operator1.trpc.policy.insured.query({ policyNumber });
    expect(lines.map((line) => [line.shares, line.category, line.waitEnd])).toEqual([
      [2, 'new', '2026-12-30'],
      [2, 'added', '2027-03-30'],
    ]);
    // 4 of 5 are taken.
    const view = await supplement.drafted(policyNumber, [person]);
    expect(await codeOf(steps.by.operator1.submit(view))).toBe('ROSTER_HAS_ERRORS');
    const rows = await steps.by.operator1.trpc.roster.rows.query({ number: view.number });
    expect(rows.rows[0]?.issues.map((issue) => issue.code)).toEqual(['SHARES_OVER_CAP_WITH_EXISTING']);
  });
});
