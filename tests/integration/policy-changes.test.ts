import { randomUUID } from 'node:crypto';
import { addDays, asDate } from '@huzhu/domain/calendar/calendar-date';
import { renderEndorsement } from '@huzhu/operations/policy/render-endorsement';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlantedPerson } from './plant-roster.ts';
import { codeOf, type PolicySteps, policySteps } from './policy-steps.ts';
import { type ProductWorld, startProductWorld, TODAY } from './product-world.ts';
import { runImports } from './run-imports.ts';
import { supplementSteps } from './supplement-steps.ts';

const START = asDate('2026-12-01');
const END = asDate('2027-11-30');
const DAY = asDate('2027-02-20');

let world: ProductWorld;
let steps: PolicySteps;
let supplement: ReturnType<typeof supplementSteps>;

beforeAll(async () => {
  world = await startProductWorld();
  steps = await policySteps(world, 8_100_000);
  supplement = supplementSteps(world, steps);
}, 120_000);
afterAll(() => world?.close());

async function policy(persons: readonly PlantedPerson[]) {
  world.setToday(TODAY);
  const { number } = await steps.inForce(START, persons);
  world.setToday(DAY);
  return supplement.policyOf(number);
}

const unit = () => steps.by.operator1.trpc;
const linesOf = async (policyNumber: string) => (await unit().policy.insured.query({ policyNumber })).lines;
const lineOf = async (policyNumber: string, name: string) =>
  (await linesOf(policyNumber)).find((line) => line.name === name)?.id ?? 0;

const correction = async (
  policyNumber: string,
  name: string,
  after: { name?: string; phone?: string; documentType?: string },
) => ({
  requestId: randomUUID(),
  policyNumber,
  line: await lineOf(policyNumber, name),
  reason: '录入时写错',
  ...(after as object),
});
const moveOf = (change: { number: string; version: number }) => ({
  requestId: randomUUID(),
  changeNumber: change.number,
  version: change.version,
});

describe('更正', () => {
  it('waits for a reviewer, then stands in every list, with a 保全 that costs nothing', async () => {
    const [one, two] = [steps.person(), steps.person()];
    const policyNumber = await policy([one, two]);
    const asked = await unit().policyChange.correct.mutate(
      await correction(policyNumber, one.name, { name: `${one.name}燕`, phone: '19900001234' }),
    );
    expect(asked).toMatchObject({
      state: 'pending',
      kind: 'correction',
      own: true,
      persons: [{ before: { name: one.name, phone: '' }, after: { name: `${one.name}燕`, phone: '199****1234' } }],
    });
    // Nothing has changed yet, and nobody asks twice.
    expect((await linesOf(policyNumber)).map((line) => line.name)).toContain(one.name);
    const again = await correction(policyNumber, one.name, { name: '另一个' });
    expect(await codeOf(unit().policyChange.correct.mutate(again))).toBe('CHANGE_OPEN');

    const waiting = await steps.by.reviewer1.trpc.policyChange.list.query({ open: true });
    expect(waiting.map((change) => change.number)).toContain(asked.number);
    const approved = await steps.by.reviewer1.trpc.policyChange.approve.mutate(moveOf(asked));
    expect(approved.state).toBe('approved');
    expect(await codeOf(steps.by.reviewer2.trpc.policyChange.approve.mutate(moveOf(asked)))).toBe('CHANGE_MOVED');

    const lines = await linesOf(policyNumber);
    expect(lines.map((line) => line.name).sort()).toEqual([`${one.name}燕`, two.name].sort());
    expect(lines.every((line) => line.start === START && line.end === END && line.state === 'in_force')).toBe(true);
    expect((await unit().person.search.query({ query: one.idNumber })).lines).toMatchObject([
      { name: `${one.name}燕` },
    ]);
    const [endorsement] = await unit().endorsement.list.query({ policyNumber });
    expect(endorsement).toMatchObject({
      kind: 'correction',
      headcount: 0,
      shares: 0,
      premiumFen: 0,
      applicationNumber: null,
    });
    const view = await unit().endorsement.get.query({ endorsementNumber: endorsement?.number ?? '' });
    expect(view.corrections?.map(({ label, before, after }) => [label, before, after])).toEqual([
      ['姓名', one.name, `${one.name}燕`],
      ['手机号码', '—', '199****1234'],
    ]);
    expect(await unit().policy.get.query({ policyNumber })).toMatchObject({ headcount: 2, premiumFen: 32_000 });
    const [row] = await world.db.owner.sql<
      { id: number }[]
    >`select id from endorsement where number = ${endorsement?.number ?? ''}`;
    await renderEndorsement(steps.worker, row?.id ?? 0);
    expect((await steps.by.operator1.fetch(`/api/endorsements/${endorsement?.number}/document`)).status).toBe(200);
    // What was submitted stays as it was.
    const kept = await world.db.owner.sql<{ name: string; state: string }[]>`
      select r.name, r.state from roster_row r join application a on a.roster_version_id = r.roster_version_id
      join policy p on p.application_id = a.id where p.number = ${policyNumber} order by r.row_number`;
    expect(kept.map((each) => [each.name, each.state])).toEqual([
      [one.name, 'replaced'],
      [two.name, 'active'],
      [`${one.name}燕`, 'active'],
    ]);

    // The renewal carries what is right.
    world.setToday(addDays(END, -10));
    const renewal = await unit().renewal.start.mutate({ requestId: randomUUID(), policyNumber });
    await runImports(world);
    const rows = (await unit().roster.rows.query({ number: renewal.number })).rows;
    expect(rows.map((each) => each.name).sort()).toEqual([`${one.name}燕`, two.name].sort());
  });

  it('refuses what the rules refuse, with their sentence, and what changes nothing', async () => {
    const one = steps.person();
    const policyNumber = await policy([one]);
    const refusalOf = async (after: Parameters<typeof correction>[2]) =>
      codeOf(unit().policyChange.correct.mutate(await correction(policyNumber, one.name, after)));
    expect(await refusalOf({})).toBe('CHANGE_NOTHING');
    expect(await refusalOf({ name: '123' })).toBe('CHANGE_WRONG');
    expect(await refusalOf({ phone: '1234567' })).toBe('CHANGE_WRONG');
    // A resident number is none of a passport's form with a birth date that nobody gave.
    expect(await refusalOf({ documentType: 'foreign_residence' })).toMatch(/CHANGE_WRONG|BAD_REQUEST|INPUT_INVALID/);
    const foreign = await correction(policyNumber, one.name, { name: '另一个' });
    expect(await codeOf(steps.by.operator2.trpc.policyChange.correct.mutate(foreign))).toBe('NOT_FOUND');
    expect(await codeOf(steps.by.manager1.trpc.policyChange.correct.mutate(foreign))).toBe('FORBIDDEN');
    expect(await codeOf(unit().policyChange.correct.mutate({ ...foreign, line: foreign.line + 100_000 }))).toBe(
      'CHANGE_LINE_GONE',
    );
  });

  it('may be taken back by the unit and refused by the reviewer, who says why', async () => {
    const one = steps.person();
    const policyNumber = await policy([one]);
    const ask = async () =>
      unit().policyChange.correct.mutate(await correction(policyNumber, one.name, { name: `${one.name}一` }));
    const first = await ask();
    expect((await unit().policyChange.withdraw.mutate(moveOf(first))).state).toBe('withdrawn');
    const second = await ask();
    const refused = await steps.by.reviewer1.trpc.policyChange.refuse.mutate({
      ...moveOf(second),
      reason: '与身份证不符',
    });
    expect(refused).toMatchObject({ state: 'refused', refusal: '与身份证不符' });
    expect(await linesOf(policyNumber)).toMatchObject([{ name: one.name }]);
    const told = (await unit().notification.list.query()).items.filter((item) => item.sentence.includes(second.number));
    expect(told.map((item) => item.sentence)).toEqual([expect.stringContaining('被驳回：与身份证不符')]);
  });
});

describe('减员', () => {
  const removal = async (policyNumber: string, names: readonly string[]) => ({
    requestId: randomUUID(),
    policyNumber,
    lines: await Promise.all(names.map((name) => lineOf(policyNumber, name))),
    reason: '已离职',
  });
  const allow = (removalRule: string | null) => world.db.owner.sql`
    update plan_version set data = case when ${removalRule}::text is null then data - 'removal'
      else jsonb_set(data, '{removal}', to_jsonb(${removalRule}::text)) end where data->>'code' = 'CI2021'`;

  it('is refused where the plan covers everybody to the end, which is what the seed says', async () => {
    const one = steps.person();
    const policyNumber = await policy([one]);
    expect(await codeOf(unit().policyChange.remove.mutate(await removal(policyNumber, [one.name])))).toBe(
      'REMOVAL_NOT_ALLOWED',
    );
  });

  it.each([
    ['without_refund', 0],
    // 2 份: 16,000 × 283 days from 2027-02-21 ÷ 365, rounded.
    ['pro_rata_refund', 12_405],
  ])('with %s ends the cover with this day and gives back %i 分', async (rule, refundFen) => {
    await allow(rule);
    const [stays, leaves] = [steps.person(), steps.person()];
    const policyNumber = await policy([stays, leaves]);
    const asked = await unit().policyChange.remove.mutate(await removal(policyNumber, [leaves.name]));
    await steps.by.reviewer1.trpc.policyChange.approve.mutate(moveOf(asked));
    await allow(null);
    const lines = await linesOf(policyNumber);
    expect(lines.find((line) => line.name === leaves.name)).toMatchObject({ end: DAY, state: 'ended' });
    expect(lines.find((line) => line.name === stays.name)).toMatchObject({ end: END, state: 'in_force' });
    expect(await unit().policy.get.query({ policyNumber })).toMatchObject({
      headcount: 1,
      shares: 2,
      premiumFen: 32_000 - refundFen,
    });
    const [endorsement] = await unit().endorsement.list.query({ policyNumber });
    expect(endorsement).toMatchObject({ kind: 'removal', headcount: -1, shares: -2, effectiveDate: addDays(DAY, 1) });
    expect(endorsement?.premiumFen).toBe(refundFen === 0 ? 0 : -refundFen);
    const { applicationNumber } = await unit().policy.get.query({ policyNumber });
    const { refunds } = await unit().payment.page.query({ number: applicationNumber });
    expect(refunds.map((refund) => refund.amountFen)).toEqual(refundFen > 0 ? [refundFen] : []);
    // Free again for somebody else from the next day on, and not carried into the renewal.
    world.setToday(addDays(END, -10));
    const renewal = await unit().renewal.start.mutate({ requestId: randomUUID(), policyNumber });
    await runImports(world);
    const rows = (await unit().roster.rows.query({ number: renewal.number })).rows;
    expect(rows.map((each) => each.name)).toEqual([stays.name]);
  });
});
