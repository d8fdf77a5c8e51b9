import { randomUUID } from 'node:crypto';
import { addDays, asDate, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { turnOfDay } from '@huzhu/operations/policy/turn-of-day';
import { remindRenewals } from '@huzhu/operations/renewal/remind-renewals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOf, plantLedger } from './plant-ledger.ts';
import type { PlantedPerson } from './plant-roster.ts';
import { at, codeOf, type PolicySteps, policySteps, UNIT, type View } from './policy-steps.ts';
import { type ProductWorld, startProductWorld, TODAY } from './product-world.ts';
import { runImports } from './run-imports.ts';
import { supplementSteps } from './supplement-steps.ts';

const START = asDate('2026-12-01');
const END = asDate('2027-11-30');
/** The renewal may begin on this day at the earliest. */
const NEXT = asDate('2027-12-01');

let world: ProductWorld;
let steps: PolicySteps;
let supplement: ReturnType<typeof supplementSteps>;

beforeAll(async () => {
  world = await startProductWorld();
  steps = await policySteps(world, 7_500_000);
  supplement = supplementSteps(world, steps);
}, 120_000);
afterAll(() => world?.close());

async function policy(persons: readonly PlantedPerson[]) {
  world.setToday(TODAY);
  const { number } = await steps.inForce(START, persons);
  return supplement.policyOf(number);
}

const renew = (policyNumber: string) =>
  steps.by.operator1.trpc.renewal.start.mutate({ requestId: randomUUID(), policyNumber });
const operator = () => steps.by.operator1.trpc;

/** The notices read, a ledger of the month, and the list as it stands submitted. */
async function submitRenewal(view: View, persons: readonly PlantedPerson[], month: string) {
  const [offered] = await operator().plan.offered.query();
  const read = await operator().application.acceptNotice.mutate({
    ...at(view),
    code: 'CI2021',
    hash: offered?.noticeHash ?? '',
  });
  await plantLedger(world, view.number, linesOf(persons, month));
  return steps.by.operator1.submit(read);
}

async function renewedFrom(view: View, persons: readonly PlantedPerson[], start: CalendarDate) {
  const today = await world.services.clock.today();
  const submitted = await submitRenewal(view, persons, today.slice(0, 7));
  const approved = await steps.by.reviewer1.trpc.review.approve.mutate(at(submitted));
  const waiting = await supplement.received(await supplement.paid(approved));
  await steps.by.society1.trpc.policy.setEffectiveDate.mutate({ ...at(waiting), effectiveDate: start });
  world.setToday(start);
  await turnOfDay(steps.worker);
  return supplement.policyOf(view.number);
}

async function rowsOf(number: string) {
  return (await operator().roster.rows.query({ number, limit: 100 })).rows;
}

/** Sets 份 of a row, as the page does. */
async function setShares(number: string, name: string, shares: string) {
  const row = (await rowsOf(number)).find((candidate) => candidate.name === name);
  await operator().roster.correct.mutate({
    requestId: randomUUID(),
    number,
    rowNumber: row?.rowNumber ?? 0,
    revision: row?.revision ?? 0,
    changes: { 'shares:CI2021': shares },
  });
}

const tranchesOf = async (policyNumber: string, name: string) =>
  (await operator().policy.insured.query({ policyNumber, query: name })).lines.map((line) => [
    line.shares,
    line.category,
    line.start,
    line.waitEnd,
  ]);

describe('续保', () => {
  it('carries everybody over, those of the 保全 too, tells joiners and leavers, and lets the old 份 keep their wait', async () => {
    const [stays, leaves, joinsLate, joins] = [steps.person(), steps.person(), steps.person(), steps.person()];
    const policyNumber = await policy([stays, leaves]);
    world.setToday(asDate('2027-11-10'));
    // A wait to 2027-12-14, which runs past the end of the policy.
    await supplement.inForce(policyNumber, [joinsLate], asDate('2027-11-15'));

    world.setToday(asDate('2027-11-16'));
    const draft = await renew(policyNumber);
    expect(draft).toMatchObject({
      kind: 'renewal',
      state: 'draft',
      parent: { policyNumber, end: END },
      plans: [{ code: 'CI2021', shares: 2 }],
      referenceDate: NEXT,
      referenceEnd: '2028-11-30',
      contact: { name: '苏婉婷' },
    });
    expect((await renew(policyNumber)).number).toBe(draft.number);
    await runImports(world);
    const carried = await rowsOf(draft.number);
    expect(carried.map((row) => row.name)).toEqual([stays.name, leaves.name, joinsLate.name]);
    expect(carried.flatMap((row) => row.issues)).toEqual([]);

    // One leaves, one joins, one takes more.
    const leaver = carried.find((row) => row.name === leaves.name);
    await operator().roster.remove.mutate({
      requestId: randomUUID(),
      number: draft.number,
      rowNumbers: [leaver?.rowNumber ?? 0],
    });
    await operator().roster.add.mutate({
      requestId: randomUUID(),
      number: draft.number,
      values: { name: joins.name, documentType: '居民身份证', idNumber: joins.idNumber },
    });
    await setShares(draft.number, stays.name, '3');
    const { difference } = await operator().application.summary.query({ number: draft.number });
    expect(difference).toMatchObject({ headcount: 3, joined: 1, left: 1, changed: 1, unchanged: 1, covered: true });
    const changes = await operator().renewal.changes.query({ number: draft.number });
    expect(changes.items.map(({ kind, name, before, after }) => [kind, name, before, after])).toEqual([
      ['joined', joins.name, '', '重大疾病 2 份'],
      ['changed', stays.name, '重大疾病 2 份', '重大疾病 3 份'],
      ['left', leaves.name, '重大疾病 2 份', ''],
    ]);

    const view = await operator().application.get.query({ number: draft.number });
    const renewed = await renewedFrom(view, [stays, joinsLate, joins], NEXT);
    // The old 份 have waited; the added one waits for itself; who joined late waits on.
    expect(await tranchesOf(renewed, stays.name)).toEqual([
      [2, 'renewed', NEXT, null],
      [1, 'added', NEXT, '2027-12-30'],
    ]);
    expect(await tranchesOf(renewed, joinsLate.name)).toEqual([[2, 'renewed', NEXT, '2027-12-14']]);
    expect(await tranchesOf(renewed, joins.name)).toEqual([[2, 'new', NEXT, '2027-12-30']]);
    // No day is covered twice, and none is left out.
    const [old] = await world.db.owner.sql<{ end: string }[]>`
      select max(c.end_date)::text as end from cover c join application a on a.id = c.application_id
      join policy p on p.application_id = a.id where p.number = ${policyNumber}`;
    expect(old?.end).toBe(END);
  });

  it('waits until 60 days before the end, and never begins while the old cover runs (hard case 9)', async () => {
    const person = steps.person();
    const policyNumber = await policy([person]);
    world.setToday(addDays(END, -61));
    expect(await codeOf(renew(policyNumber))).toBe('RENEWAL_TOO_EARLY');
    world.setToday(addDays(END, -60));
    const draft = await renew(policyNumber);
    const input = { ...at(draft), unitCode: UNIT, plans: [{ code: 'CI2021' as const, shares: 2 }] };
    expect(await codeOf(operator().enrolment.updateDraft.mutate({ ...input, requestedDate: END }))).toBe(
      'RENEWAL_BEFORE_END',
    );
    await runImports(world);
    const submitted = await submitRenewal(draft, [person], '2027-10');
    const approved = await steps.by.reviewer1.trpc.review.approve.mutate(at(submitted));
    const waiting = await supplement.received(await supplement.paid(approved));
    expect(waiting.referenceDate).toBe(NEXT);
    const early = { ...at(waiting), effectiveDate: END };
    expect(await codeOf(steps.by.society1.trpc.policy.setEffectiveDate.mutate(early))).toBe('EFFECTIVE_DATE_PAST');
  });

  it('with a gap within the grace keeps the wait, beyond it everybody waits anew (hard case 9)', async () => {
    // CI2021 has a grace of 30 days.
    for (const [gap, expected] of [
      [30, [[2, 'renewed', addDays(END, 31), null]]],
      [31, [[2, 'new', addDays(END, 32), addDays(END, 61)]]],
    ] as const) {
      const person = steps.person();
      const policyNumber = await policy([person]);
      const start = addDays(END, gap + 1);
      world.setToday(addDays(END, 1));
      await turnOfDay(steps.worker);
      world.setToday(addDays(start, -1));
      const draft = await renew(policyNumber);
      await runImports(world);
      const renewed = await renewedFrom(draft, [person], start);
      expect(await tranchesOf(renewed, person.name), `a gap of ${gap} days`).toEqual(expected);
    }
  });

  it('refuses what was terminated, and tells others nothing', async () => {
    const policyNumber = await policy([steps.person()]);
    await world.db.owner.sql`update application set state = 'terminated'
      where id = (select application_id from policy where number = ${policyNumber})`;
    expect(await codeOf(renew(policyNumber))).toBe('RENEWAL_NOT_POSSIBLE');
    const foreign = { requestId: randomUUID(), policyNumber };
    expect(await codeOf(steps.by.operator2.trpc.renewal.start.mutate(foreign))).toBe('NOT_FOUND');
  });

  it('reminds once, 30 days before the end, and not who renews already', async () => {
    const [quiet, busy] = [await policy([steps.person()]), await policy([steps.person()])];
    world.setToday(addDays(END, -31));
    const told = async () =>
      (await operator().notification.list.query()).items.filter(
        (item) => item.kind === 'expiring' && item.sentence.includes(quiet),
      );
    await remindRenewals(steps.worker);
    expect(await told()).toEqual([]);
    await renew(busy);
    world.setToday(addDays(END, -30));
    await remindRenewals(steps.worker);
    await remindRenewals(steps.worker);
    expect((await told()).map((item) => item.sentence)).toEqual([
      `保单 ${quiet} 保障到2027年11月30日为止（含当日）。请在到期前办理续保，名单会自动带入。`,
    ]);
    const others = (await operator().notification.list.query()).items.filter((item) => item.sentence.includes(busy));
    expect(others.filter((item) => item.sentence.includes('续保'))).toEqual([]);
  });
});
