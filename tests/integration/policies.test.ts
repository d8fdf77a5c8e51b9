import type { RequestContext } from '@huzhu/api/trpc/context';
import { createCallerFactory, publicProcedure, router, unitProcedure } from '@huzhu/api/trpc/trpc';
import { ROLES, type Role } from '@huzhu/domain/access/role';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient } from './api-client.ts';
import { plantPolicy } from './plant-policy.ts';
import {
  ACCOUNT_OF,
  ask,
  FOREIGN_UNIT,
  INPUT_OF,
  MISSING,
  makeTarget,
  mayCall,
  PROCEDURES,
  proceduresOf,
  type Target,
  UNIT_OF,
  withoutPolicy,
} from './policy-table.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';

let world: ProductWorld;
let makers: Readonly<Record<'operator' | 'manager', ApiClient>>;
/** Another unit's, and the unit's above: an operator has no more business there. */
let foreign: Target;
let above: Target;

beforeAll(async () => {
  world = await startProductWorld();
  const [operator, manager, stranger] = await Promise.all(['operator1', 'manager1', 'operator2'].map(world.signIn));
  makers = { operator: operator as ApiClient, manager: manager as ApiClient };
  foreign = {
    ...(await makeTarget(world, stranger as ApiClient, FOREIGN_UNIT)),
    policyOf: await plantPolicyOf(stranger as ApiClient, FOREIGN_UNIT),
  };
  above = {
    ...(await makeTarget(world, makers.manager, UNIT_OF.manager)),
    policyOf: await plantPolicyOf(makers.manager, UNIT_OF.manager),
  };
});
afterAll(() => world?.close());

/** A draft of the role's own unit, fresh, so that an earlier call has not spoilt it. */
const ownTarget = (role: Role) => makeTarget(world, makerOf(role), UNIT_OF[role]);
const makerOf = (role: Role) => (role === 'manager' ? makers.manager : makers.operator);

/** An application in force of the unit, with its policy. */
async function plantPolicyOf(maker: ApiClient, unitCode: string): Promise<string> {
  const { number } = await maker.draft(unitCode, [{ code: 'HOSP', shares: 1 }]);
  await world.db.owner.sql`update application set state = 'in_force' where number = ${number}`;
  await plantPolicy(world, number, { endorsed: true });
  return number;
}

test('every procedure declares who may call it, and stands in the table of this test', () => {
  expect(PROCEDURES.length).toBeGreaterThan(20);
  expect(withoutPolicy(PROCEDURES)).toEqual([]);
  expect(PROCEDURES.map(({ path }) => path).sort()).toEqual(Object.keys(INPUT_OF).sort());
});

test('a procedure that declares none is found by that check, and is closed', async () => {
  const planted = router({
    open: publicProcedure.query(() => 1),
    nested: router({ forgotten: unitProcedure.meta({ policy: undefined as never }).query(() => 'a secret') }),
  });
  expect(withoutPolicy(proceduresOf(planted))).toEqual(['nested.forgotten']);
  const actor = { roles: ROLES };
  // Nowhere to leave a trace: the refusal stands all the same.
  const request = { log: { warn: () => {} } };
  const call = createCallerFactory(planted)({ actor: async () => actor, request } as unknown as RequestContext);
  await expect(call.nested.forgotten()).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } });
});

test('system_admin keeps accounts and servers, and sees no application and no roster', () => {
  const open = PROCEDURES.filter(({ policy }) => mayCall('system_admin', policy)).map(({ path }) => path);
  const isOwn = (path: string) => /^(queueDesk|audit)\./.test(path);
  const own = open.filter(isOwn);
  expect(own).toHaveLength(Object.keys(INPUT_OF).filter(isOwn).length);
  expect(open.filter((path) => !isOwn(path)).sort()).toEqual([
    'account.me',
    'account.signIn',
    'account.signOut',
    'download.list',
    'notification.list',
    'notification.read',
    'plan.offered',
    'policy.verify',
  ]);
  for (const { path, policy } of PROCEDURES) if (isOwn(path)) expect([path, policy]).toEqual([path, ['system_admin']]);
});

describe.each(ROLES)('%s', (role) => {
  let client: ApiClient;
  let own: Target;
  let policyOf: string;
  beforeAll(async () => {
    client = await world.signIn(ACCOUNT_OF[role]);
    policyOf = await plantPolicyOf(makerOf(role), UNIT_OF[role]);
    own = { ...(await ownTarget(role)), policyOf };
  });

  test.each(PROCEDURES)(
    '$path',
    async ({ path, policy }) => {
      const input = INPUT_OF[path];
      if (!input) throw new Error(`no input for ${path}`);
      if (!mayCall(role, policy)) {
        for (const target of [own, foreign, { ...own, number: MISSING, policyOf: MISSING }]) {
          expect(await ask(client, path, input(target))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
        }
        return;
      }
      const seesAll = ['reviewer', 'finance', 'society_admin'].includes(role);
      const names = Object.keys(input(own));
      const namesOne = ['number', 'policyNumber', 'endorsementNumber', 'changeNumber'].some((name) =>
        names.includes(name),
      );
      if (!seesAll && (namesOne || names.includes('unitCode'))) {
        // Another's is answered as if it were not there, to the letter.
        for (const others of role === 'operator' ? [foreign, above] : [foreign]) {
          const target = namesOne ? { ...others, unitCode: own.unitCode } : others;
          const missing = {
            ...target,
            number: MISSING,
            policyOf: MISSING,
            unitCode: namesOne ? own.unitCode : 'SZ-NO-SUCH',
          };
          const answer = await ask(client, path, input(target));
          expect(answer).toMatchObject({ status: 404, code: 'NOT_FOUND' });
          expect(answer).toEqual(await ask(client, path, input(missing)));
        }
      }
      const answer = await ask(client, path, input(own));
      expect(answer.code, JSON.stringify(answer.body)).not.toBe('FORBIDDEN');
      expect(answer.status).not.toBe(404);
      expect(answer.status).toBeLessThan(500);
      // What a call may have moved on is made anew for the next one.
      if (names.includes('requestId') && answer.status === 200) own = { ...(await ownTarget(role)), policyOf };
      // The first 资料下载 draws every PDF, in a process that may share two cores with much else.
    },
    180_000,
  );
});

test('nobody signed in: every procedure that is not public answers SIGNED_OUT', async () => {
  const nobody = ApiClient.anonymous(world.url);
  for (const { path, policy } of PROCEDURES) {
    if (policy === 'public') continue;
    for (const target of [foreign, { ...foreign, number: MISSING }]) {
      const answer = await ask(nobody, path, INPUT_OF[path]?.(target) ?? {});
      expect(answer, path).toMatchObject({ status: 401, code: 'SIGNED_OUT' });
    }
  }
});

test('a manager reads what the units below have drafted and changes nothing of it', async () => {
  const manager = await world.signIn('manager1');
  const below = await ownTarget('operator');
  for (const { path, policy } of PROCEDURES) {
    const input = INPUT_OF[path]?.(below) ?? {};
    if (!mayCall('manager', policy) || !('number' in input)) continue;
    const { status, code } = await ask(manager, path, input);
    expect([path, code]).toEqual([path, 'requestId' in input ? 'FORBIDDEN' : null]);
    expect(status).toBe('requestId' in input ? 403 : 200);
  }
});

test('a disabled account: every procedure answers SIGNED_OUT, its session is gone, and enabled again it stays gone', async () => {
  const client = await world.signIn('operator3');
  const { sql } = world.db.owner;
  const sessions = () =>
    sql`select 1 from auth_session x join staff s on s.auth_user_id = x.user_id where s.username = 'operator3'`;
  expect(await sessions()).toHaveLength(1);
  await sql`update staff set disabled = true where username = 'operator3'`;
  expect(await sessions()).toHaveLength(0);
  for (const { path, policy } of PROCEDURES) {
    if (policy === 'public') continue;
    expect(await ask(client, path, INPUT_OF[path]?.(foreign) ?? {}), path).toMatchObject({
      status: 401,
      code: 'SIGNED_OUT',
    });
  }
  await sql`update staff set disabled = false where username = 'operator3'`;
  expect(await ask(client, 'account.me', {})).toMatchObject({ status: 401, code: 'SIGNED_OUT' });
});

test('each foreign attempt of the table left a trace, with no more than the bound', async () => {
  const traces = await world.db.owner.sql<{ username: string; code: string; n: number }[]>`
    select s.username, a.details ->> 'code' as code, count(*)::int as n from audit_event a join staff s on s.id = a.staff_id
    where a.action = '拒绝' group by 1, 2`;
  const of = (username: string, code: string) =>
    traces.find((trace) => trace.username === username && trace.code === code)?.n;
  expect(of('operator1', 'NOT_FOUND')).toBe(20);
  expect(of('sysadmin1', 'FORBIDDEN')).toBe(20);
  expect(traces.every(({ n }) => n <= 20)).toBe(true);
});
