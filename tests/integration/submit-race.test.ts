import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { plantRoster } from './plant-roster.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';

const ROUNDS = 50;

let world: ProductWorld;
let first: ApiClient;
let second: ApiClient;

beforeAll(async () => {
  world = await startProductWorld();
  [first, second] = await Promise.all([world.signIn('operator1'), world.signIn('operator2')]);
});
afterAll(() => world?.close());

test('the same person submitted by two units at the same moment: exactly one wins, fifty times', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const person = syntheticPerson(10_000 + round);
    const prepare = async (client: ApiClient, unit: string) => {
      const view = await client.draft(unit, [{ code: 'HOSP', shares: 1 }]);
      await plantRoster(world, view.number, [person], { ledger: true });
      return view;
    };
    const [a, b] = await Promise.all([prepare(first, 'SZ-NS-YH-001'), prepare(second, 'SZ-LH-GL-001')]);
    const [one, two] = await Promise.allSettled([first.submit(a), second.submit(b)]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
    const loser = one.status === 'rejected' ? { client: first, view: a } : { client: second, view: b };
    // The loser keeps its draft and learns from the row what happened, without the name of the other unit.
    const { rows } = await loser.client.trpc.roster.rows.query({ number: loser.view.number });
    expect(rows[0]?.issues.map((issue) => issue.code)).toEqual(['ALREADY_PENDING_ELSEWHERE']);
    expect(rows[0]?.issues[0]?.sentence).not.toMatch(/工会/);
    expect((await loser.client.trpc.application.get.query({ number: loser.view.number })).state).toBe('draft');
  }
  const [held] = await world.db.owner.sql<{ persons: number; covers: number }[]>`
    select count(distinct person_id)::int as persons, count(*)::int as covers from cover where state = 'reserved'`;
  expect(held).toEqual({ persons: ROUNDS, covers: ROUNDS });
}, 120_000);

test('withdrawing releases the person for the other unit', async () => {
  const person = syntheticPerson(20_000);
  const mine = await first.draft('SZ-NS-YH-001', [{ code: 'HOSP', shares: 1 }]);
  const theirs = await second.draft('SZ-LH-GL-001', [{ code: 'HOSP', shares: 1 }]);
  await plantRoster(world, mine.number, [person], { ledger: true });
  await plantRoster(world, theirs.number, [person], { ledger: true });
  const submitted = await first.submit(mine);
  await expect(second.submit(theirs)).rejects.toMatchObject({ data: { domainCode: 'ROSTER_HAS_ERRORS' } });
  await first.trpc.application.withdraw.mutate({
    requestId: crypto.randomUUID(),
    number: mine.number,
    version: submitted.version,
  });
  // The finding stands on the row until the row is judged again; an edit without a change does that.
  const { rows } = await second.trpc.roster.rows.query({ number: theirs.number });
  const corrected = await second.trpc.roster.correct.mutate({
    requestId: crypto.randomUUID(),
    number: theirs.number,
    rowNumber: rows[0]?.rowNumber ?? 0,
    revision: rows[0]?.revision ?? 0,
    changes: { note: '已与职工核实' },
  });
  expect(corrected.row.issues).toEqual([]);
  expect((await second.submit(theirs)).state).toBe('pending_review');
});

test('twenty presses of 确认提交 with one request id: one submission, one answer', async () => {
  const view = await first.draft('SZ-NS-YH-001', [{ code: 'CI2021', shares: 2 }]);
  await plantRoster(world, view.number, [syntheticPerson(30_000)], { ledger: true });
  const requestId = crypto.randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => first.submit(view, requestId)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const events = await world.db.owner.sql`
    select 1 from audit_event where subject_id = ${view.number} and to_state = 'pending_review'`;
  expect(events).toHaveLength(1);
  await expect(first.submit(view)).rejects.toMatchObject({ data: { domainCode: 'ILLEGAL_TRANSITION' } });
});
