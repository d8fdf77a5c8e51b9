import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';

let world: ProductWorld;
let operator: ApiClient;
const numbers: string[] = [];

beforeAll(async () => {
  world = await startProductWorld();
  operator = await world.signIn('operator1');
  for (let n = 0; n < 12; n += 1)
    numbers.push((await operator.draft('SZ-NS-YH-001', [{ code: 'HOSP', shares: 1 }])).number);
});
afterAll(async () => {
  await world?.close();
});

const listed = async (client: ApiClient, input: Parameters<ApiClient['trpc']['application']['list']['query']>[0]) =>
  (await client.trpc.application.list.query(input)).items.map((item) => item.number);

test('the last change stands first, the oldest is on the second page', async () => {
  const newestFirst = numbers.toReversed();
  expect(await listed(operator, {})).toEqual(newestFirst.slice(0, 10));
  expect(await listed(operator, { page: 2 })).toEqual(newestFirst.slice(10));
});

test('the application that was just submitted leads, on the first page only, and only where the filters let it in', async () => {
  const oldest = numbers[0] as string;
  const others = numbers.slice(1).toReversed();
  expect(await listed(operator, { leading: oldest })).toEqual([oldest, ...others.slice(0, 9)]);
  expect(await listed(operator, { leading: oldest, page: 2 })).toEqual(others.slice(9));
  expect(await listed(operator, { leading: oldest, tab: 'in_force' })).toEqual([]);
  // A stranger's number, or none at all, changes nothing.
  expect(await listed(operator, { leading: 'CB20990101-0001A' })).toEqual(await listed(operator, {}));
});
