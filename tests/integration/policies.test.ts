import { randomUUID } from 'node:crypto';
import { type AppRouter, appRouter } from '@huzhu/api/app-router';
import type { RequestContext } from '@huzhu/api/trpc/context';
import { createCallerFactory, publicProcedure, router, unitProcedure } from '@huzhu/api/trpc/trpc';
import { ROLES, type Role } from '@huzhu/domain/access/role';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient } from './api-client.ts';
import { plantRoster } from './plant-roster.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';

const ACCOUNT_OF: Readonly<Record<Role, string>> = {
  operator: 'operator1',
  manager: 'manager1',
  reviewer: 'reviewer1',
  finance: 'finance1',
  society_admin: 'society1',
  system_admin: 'sysadmin1',
};
const UNIT_OF: Readonly<Record<Role, string>> = {
  operator: 'SZ-NS-YH-001',
  manager: 'SZ-NS-YH',
  // They see every unit and belong to none.
  reviewer: 'SZ-NS-YH-001',
  finance: 'SZ-NS-YH-001',
  society_admin: 'SZ-NS-YH-001',
  system_admin: 'SZ-NS-YH-001',
};
const FOREIGN_UNIT = 'SZ-LH-GL-001';
const MISSING = 'CB20261123-99999';

interface Target {
  readonly number: string;
  readonly version: number;
  readonly unitCode: string;
}

/** What each procedure is asked; all of it passes the schema, so that the answer is about the asker. */
const INPUT_OF: Readonly<Record<string, (target: Target) => object>> = {
  'account.signIn': () => ({ login: `nobody-${randomUUID()}`, password: 'not-a-password' }),
  'account.signOut': () => ({}),
  'account.me': () => ({}),
  'unit.options': () => ({}),
  'plan.offered': () => ({}),
  'enrolment.createDraft': ({ unitCode }) => ({ requestId: randomUUID(), unitCode, plans: [], requestedDate: null }),
  'enrolment.updateDraft': ({ number, version, unitCode }) => ({
    requestId: randomUUID(),
    number,
    version,
    unitCode,
    plans: [{ code: 'HOSP', shares: 1 }],
    requestedDate: null,
  }),
  'application.list': () => ({}),
  'application.toDos': () => ({}),
  'download.list': () => ({}),
  'application.get': ({ number }) => ({ number }),
  'application.summary': ({ number }) => ({ number }),
  'application.timeline': ({ number }) => ({ number }),
  'application.lastChange': ({ number }) => ({ number }),
  'application.deleted': () => ({}),
  'application.updateContact': ({ number, version }) => ({
    requestId: randomUUID(),
    number,
    version,
    contact: { name: '苏婉婷', phone: '19900000046' },
  }),
  'application.acceptNotice': ({ number, version }) => ({
    requestId: randomUUID(),
    number,
    version,
    code: 'HOSP',
    hash: '0'.repeat(64),
  }),
  'application.submit': move,
  'application.withdraw': move,
  'application.remove': move,
  'application.restore': move,
  'ledger.status': ({ number }) => ({ number }),
  'roster.status': ({ number }) => ({ number }),
  'roster.rows': ({ number }) => ({ number }),
  'roster.nextIssue': ({ number }) => ({ number, after: 0 }),
  'roster.rowsByNumber': ({ number }) => ({ number, rowNumbers: [2] }),
  'roster.add': ({ number }) => ({ requestId: randomUUID(), number, values: { name: '王一' } }),
  'roster.verify': ({ number }) => ({ requestId: randomUUID(), number }),
  'roster.cancelImport': ({ number }) => ({ requestId: randomUUID(), number }),
  'roster.removeMatching': ({ number }) => ({ requestId: randomUUID(), number, show: 'errors' }),
  'roster.collapseTwins': ({ number }) => ({ requestId: randomUUID(), number }),
  'roster.undoRemoval': ({ number }) => ({ requestId: randomUUID(), number, deletionId: randomUUID() }),
  'roster.correct': ({ number }) => ({ requestId: randomUUID(), number, rowNumber: 2, revision: 1, changes: {} }),
  'roster.remove': ({ number }) => ({ requestId: randomUUID(), number, rowNumbers: [2] }),
  'audit.list': () => ({}),
  'queueDesk.overview': () => ({}),
  'queueDesk.jobs': () => ({}),
  'queueDesk.retry': deskAct,
  'queueDesk.cancel': deskAct,
  'queueDesk.pause': () => ({ requestId: randomUUID(), queue: 'roster', reason: '升级前' }),
  'queueDesk.resume': () => ({ requestId: randomUUID(), queue: 'roster', reason: '升级完' }),
  'roster.restoreRows': ({ number }) => ({ requestId: randomUUID(), number, rowNumbers: [2] }),
};

function move({ number, version }: Target) {
  return { requestId: randomUUID(), number, version };
}

function deskAct() {
  return { requestId: randomUUID(), jobId, seen: { state: 'failed', attempts: 1 }, reason: '存储已清理' };
}

type Policy = 'public' | 'signed-in' | readonly Role[];
interface Procedure {
  readonly path: string;
  readonly policy: Policy | undefined;
}

function proceduresOf(of: { _def: { procedures: AppRouter['_def']['procedures'] | object } }): Procedure[] {
  return Object.entries(of._def.procedures as Record<string, { _def: { meta?: { policy?: Policy } } }>).map(
    ([path, procedure]) => ({ path, policy: procedure._def.meta?.policy }),
  );
}

const withoutPolicy = (procedures: readonly Procedure[]) =>
  procedures.filter(({ policy }) => policy === undefined || policy.length === 0).map(({ path }) => path);

/** Signing out comes last: it ends the session that the others ask with. */
const PROCEDURES = proceduresOf(appRouter).sort(
  (a, b) => Number(a.path === 'account.signOut') - Number(b.path === 'account.signOut'),
);

function mayCall(role: Role, policy: Policy | undefined): boolean {
  if (policy === 'public' || policy === 'signed-in') return true;
  return policy?.includes(role) ?? false;
}

let world: ProductWorld;
let foreign: Target;
/** Of a job that succeeded. */
let jobId: string;

beforeAll(async () => {
  world = await startProductWorld();
  const stranger = await world.signIn('operator2');
  const view = await stranger.draft(FOREIGN_UNIT, [{ code: 'HOSP', shares: 1 }]);
  await plantRoster(world, view.number, [syntheticPerson(1)]);
  const [job] = await world.db.owner.sql<{ id: string }[]>`select id from job where state = 'succeeded' limit 1`;
  jobId = job?.id ?? '';
  foreign = { number: view.number, version: view.version, unitCode: FOREIGN_UNIT };
});
afterAll(() => world?.close());

interface Answer {
  readonly status: number;
  readonly code: string | null;
  readonly body: unknown;
}

async function ask(client: ApiClient, path: string, input: object): Promise<Answer> {
  const response = await client.fetch(`/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  });
  const body = JSON.parse((await response.text()).replace(/R-[0-9A-Z]{8}/g, 'R-')) as {
    error?: { data: { domainCode: string | null } };
  };
  return { status: response.status, code: body.error ? body.error.data.domainCode : null, body };
}

/** A draft with one row in the role's own unit, fresh, so that an earlier call has not spoilt it. */
async function ownTarget(role: Role): Promise<Target> {
  const maker = await world.signIn(role === 'manager' ? 'manager1' : 'operator1');
  const unitCode = UNIT_OF[role];
  const view = await maker.draft(unitCode, [{ code: 'HOSP', shares: 1 }]);
  await plantRoster(world, view.number, [syntheticPerson(2)]);
  return { number: view.number, version: view.version, unitCode };
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
  const call = createCallerFactory(planted)({ actor: async () => actor } as unknown as RequestContext);
  await expect(call.nested.forgotten()).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } });
});

test('system_admin keeps accounts and servers, and sees no application and no roster', () => {
  const open = PROCEDURES.filter(({ policy }) => mayCall('system_admin', policy)).map(({ path }) => path);
  const isOwn = (path: string) => /^(queueDesk|audit)\./.test(path);
  const own = open.filter(isOwn);
  expect(own).toHaveLength(Object.keys(INPUT_OF).filter(isOwn).length);
  expect(open.filter((path) => !own.includes(path)).sort()).toEqual([
    'account.me',
    'account.signIn',
    'account.signOut',
    'download.list',
    'plan.offered',
  ]);
  for (const { path, policy } of PROCEDURES) if (own.includes(path)) expect(policy).toEqual(['system_admin']);
});

describe.each(ROLES)('%s', (role) => {
  let client: ApiClient;
  let own: Target;
  beforeAll(async () => {
    client = await world.signIn(ACCOUNT_OF[role]);
    own = await ownTarget(role);
  });

  test.each(PROCEDURES)('$path', async ({ path, policy }) => {
    const input = INPUT_OF[path];
    if (!input) throw new Error(`no input for ${path}`);
    if (!mayCall(role, policy)) {
      for (const target of [own, foreign, { ...own, number: MISSING }]) {
        expect(await ask(client, path, input(target))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
      }
      return;
    }
    const seesAll = ['reviewer', 'finance', 'society_admin'].includes(role);
    const names = Object.keys(input(own));
    if (!seesAll && (names.includes('number') || names.includes('unitCode'))) {
      // Another's is answered as if it were not there, to the letter.
      const target = names.includes('number') ? { ...foreign, unitCode: own.unitCode } : foreign;
      const missing = { ...target, number: MISSING, unitCode: names.includes('number') ? own.unitCode : 'SZ-NO-SUCH' };
      const answer = await ask(client, path, input(target));
      expect(answer).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      expect(answer).toEqual(await ask(client, path, input(missing)));
    }
    const answer = await ask(client, path, input(own));
    expect(answer.code, JSON.stringify(answer.body)).not.toBe('FORBIDDEN');
    expect(answer.status).not.toBe(404);
    expect(answer.status).toBeLessThan(500);
    // What a call may have moved on is made anew for the next one.
    if (names.includes('requestId')) own = await ownTarget(role);
  });
});

test('nobody signed in: every procedure but signing in and out answers SIGNED_OUT', async () => {
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

describe('the routes that are no procedures', () => {
  const routes = [
    { method: 'POST', path: 'roster' },
    { method: 'GET', path: 'roster/progress' },
    { method: 'GET', path: 'roster-template' },
    { method: 'POST', path: 'ledger' },
    { method: 'GET', path: 'ledger/progress' },
    { method: 'GET', path: 'ledger-template' },
  ];
  const call = async (client: ApiClient, method: string, path: string, number: string) => {
    const form = new FormData();
    form.append('file', new Blob(['x']), 'x.xlsx');
    const response = await client.fetch(`/api/applications/${number}/${path}`, {
      method,
      ...(method === 'POST' ? { body: form } : {}),
    });
    const type = response.headers.get('content-type') ?? '';
    if (!type.includes('json')) {
      await response.body?.cancel();
      return { status: response.status, code: null };
    }
    const body = (await response.json()) as { code?: string; requestId?: string };
    const { requestId: _, ...rest } = body;
    return { status: response.status, code: body.code ?? null, rest };
  };

  test.each(routes)('$method $path', async ({ method, path }) => {
    const own = await ownTarget('operator');
    expect(await call(ApiClient.anonymous(world.url), method, path, own.number)).toMatchObject({
      status: 401,
      code: 'SIGNED_OUT',
    });
    const operator = await world.signIn('operator1');
    expect((await call(operator, method, path, own.number)).status).toBe(200);
    const answer = await call(operator, method, path, foreign.number);
    expect(answer).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(answer).toEqual(await call(operator, method, path, MISSING));
    for (const account of ['reviewer1', 'finance1', 'society1', 'sysadmin1']) {
      const refused = await call(await world.signIn(account), method, path, own.number);
      expect([account, refused.status, refused.code]).toEqual([account, 403, 'FORBIDDEN']);
    }
  });
});
