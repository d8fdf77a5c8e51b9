import { ROLES } from '@huzhu/domain/access/role';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient } from './api-client.ts';
import { plantNotice } from './plant-notice.ts';
import { plantPapers } from './plant-papers.ts';
import { plantPolicy } from './plant-policy.ts';
import {
  ACCOUNT_OF,
  askRoute,
  FOREIGN_UNIT,
  MISSING,
  makeTarget,
  mayCall,
  ROUTE_POLICIES,
  type Target,
  UNIT_OF,
  unlistedRoutes,
} from './policy-table.ts';
import { type ProductWorld, routesOf, startProductWorld } from './product-world.ts';

let world: ProductWorld;
let clients: ReadonlyMap<string, ApiClient>;
let own: Target;
let managers: Target;
let foreign: Target;
/** The same three in 待缴费, with every paper of payment and invoicing. */
let paying: { own: Target; managers: Target; foreign: Target };

beforeAll(async () => {
  world = await startProductWorld();
  const names = [...Object.values(ACCOUNT_OF), 'operator2', 'operator3'];
  clients = new Map(await Promise.all(names.map(async (name) => [name, await world.signIn(name)] as const)));
  await world.db.owner.sql`update staff set disabled = true where username = 'operator3'`;
  own = await makeTarget(world, clientOf('operator1'), UNIT_OF.operator);
  managers = await makeTarget(world, clientOf('manager1'), UNIT_OF.manager);
  foreign = await makeTarget(world, clientOf('operator2'), FOREIGN_UNIT);
  for (const { number } of [own, managers, foreign]) {
    await plantNotice(world, number);
    await plantPolicy(world, number, { document: true, endorsed: true });
  }
  paying = {
    own: await makeTarget(world, clientOf('operator1'), UNIT_OF.operator),
    managers: await makeTarget(world, clientOf('manager1'), UNIT_OF.manager),
    foreign: await makeTarget(world, clientOf('operator2'), FOREIGN_UNIT),
  };
  for (const { number } of Object.values(paying)) await plantPapers(world, number);
});
afterAll(() => world?.close());

function clientOf(account: string): ApiClient {
  const client = clients.get(account);
  if (!client) throw new Error(`${account} is not signed in`);
  return client;
}

const ROUTES = Object.entries(ROUTE_POLICIES).map(([route, policy]) => ({ route, policy }));
/** Papers of the payment are brought and taken while an application is being paid; all else is asked of drafts. */
const targetsOf = (route: string) =>
  /\/(voucher|undertaking|invoice)\b/.test(route) ? paying : { own, managers, foreign };
/** Those that name an application, or the policy that it became. */
const namesOne = (route: string) => /:(number|policyNumber|endorsementNumber)\b/.test(route);
const ofUnits = ROUTES.filter(({ route }) => namesOne(route));

test('every route of the server stands in the table, and the table knows no other', () => {
  expect(world.routes.length).toBeGreaterThan(12);
  expect(unlistedRoutes(world.routes)).toEqual([]);
  expect(Object.keys(ROUTE_POLICIES).filter((route) => !world.routes.includes(route))).toEqual([]);
});

test('a route that was forgotten is found by that check', () => {
  const planted = [
    '└── /',
    '    ├── healthz (GET, HEAD)',
    '    └── api/applications/:number',
    '        └── /leak (GET, PUT)',
  ];
  expect(unlistedRoutes(routesOf(planted.join('\n')))).toEqual([
    'GET /api/applications/:number/leak',
    'PUT /api/applications/:number/leak',
  ]);
});

describe.each(ROUTES)('$route', ({ route, policy }) => {
  test('nobody, and a disabled account', async () => {
    const { own, foreign } = targetsOf(route);
    if (policy === 'public') {
      expect((await askRoute(ApiClient.anonymous(world.url), route, own.number)).status).toBe(200);
      return;
    }
    for (const client of [ApiClient.anonymous(world.url), clientOf('operator3')]) {
      for (const number of [own.number, foreign.number, MISSING]) {
        expect(await askRoute(client, route, number)).toMatchObject({ status: 401, code: 'SIGNED_OUT' });
      }
    }
  });

  test.each(ROLES)('%s', async (role) => {
    const { own, managers, foreign } = targetsOf(route);
    const client = clientOf(ACCOUNT_OF[role]);
    const mine = role === 'manager' ? managers : own;
    if (!mayCall(role, policy)) {
      for (const number of [mine.number, foreign.number, MISSING]) {
        expect(await askRoute(client, route, number)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
      }
      return;
    }
    const unitRole = role === 'operator' || role === 'manager';
    if (unitRole && namesOne(route)) {
      const missing = await askRoute(client, route, MISSING);
      expect(missing).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      expect(await askRoute(client, route, foreign.number)).toEqual(missing);
      if (role === 'operator') expect(await askRoute(client, route, managers.number)).toEqual(missing);
    }
    if (role === 'manager' && /^(POST|DELETE).*:number/.test(route)) {
      // A unit below is looked at and left alone.
      expect(await askRoute(client, route, own.number)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
    const { status } = await askRoute(client, route, mine.number);
    expect([200, 204]).toContain(status);
  });
});

test('what the table asked of foreign applications changed none of them', async () => {
  expect(ofUnits.length).toBeGreaterThan(8);
  const events = await world.db.owner.sql<{ action: string; username: string }[]>`
    select a.action, s.username from audit_event a join staff s on s.id = a.staff_id
    where a.subject_id = any(${[foreign.number, paying.foreign.number]}) and s.username <> 'operator2'`;
  expect(events).toEqual([]);
  const files = await world.db.owner.sql`
    select 1 from file f join staff s on s.id = f.uploaded_by join unit u on u.id = f.unit_id
    where u.code = ${FOREIGN_UNIT} and s.username <> 'operator2'`;
  expect(files).toEqual([]);
});
