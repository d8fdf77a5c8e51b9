import { DEMO_PASSWORD } from '@huzhu/api/auth/seed-demo-accounts';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient } from './api-client.ts';
import { plantRoster } from './plant-roster.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';
import { call, type Refusal, refusalOf } from './refusal-of.ts';

const UNIT = 'SZ-NS-YH-001';
const HOSP = [{ code: 'HOSP' as const, shares: 1 }];
const SIGNED_OUT = { status: 401, code: 'SIGNED_OUT' };

let world: ProductWorld;
let sql: ProductWorld['db']['owner']['sql'];
beforeAll(async () => {
  world = await startProductWorld();
  sql = world.db.owner.sql;
});
afterAll(() => world?.close());

const attempt = (login: string, password = 'not the password') =>
  refusalOf(call(ApiClient.anonymous(world.url), 'account.signIn', { login, password }));

describe('signing in', () => {
  test('locks after five tries with a countdown; a name that does not exist is answered the same', async () => {
    const known: Refusal[] = [];
    const unknown: Refusal[] = [];
    for (let i = 0; i < 6; i += 1) {
      known.push(await attempt('reviewer2'));
      unknown.push(await attempt('reviewer9'));
    }
    expect(known).toEqual(unknown);
    expect(known.map(({ status }) => status)).toEqual([401, 401, 401, 401, 429, 429]);
    expect(known.slice(0, 4).map(({ sentence }) => /还可以再试 (\d) 次/.exec(sentence ?? '')?.[1])).toEqual([
      '4',
      '3',
      '2',
      '1',
    ]);
    expect(known[4]?.sentence).toContain('15 分钟');
    // The right password does not open a locked account.
    expect(await attempt('reviewer2', DEMO_PASSWORD)).toMatchObject({ status: 429, code: 'SIGN_IN_LOCKED' });
    expect(world.apiLog.join('')).not.toContain('not the password');
  });

  test('a burst of tries at once gets no more looks at the password than tries in a row', async () => {
    const burst = await Promise.all(Array.from({ length: 20 }, () => attempt('finance2')));
    expect(burst.every(({ status }) => status === 401 || status === 429)).toBe(true);
    const looked = await world.db.owner.sql`select 1 from sign_in_attempt where login = 'finance2'`;
    expect(looked).toHaveLength(5);
    expect(await attempt('finance2', DEMO_PASSWORD)).toMatchObject({ code: 'SIGN_IN_LOCKED' });
  });

  test('a right password forgets the failures before it', async () => {
    for (let i = 0; i < 4; i += 1) await attempt('finance1');
    expect((await world.signIn('finance1')).cookie).not.toBe('');
    expect((await attempt('finance1')).sentence).toContain('还可以再试 4 次');
  });

  test('a user name and the phone number of one account count together, and are locked together', async () => {
    for (const login of ['operator4', '19900000012', 'OPERATOR4', ' operator4 ', '19900000012']) await attempt(login);
    for (const login of ['operator4', '19900000012']) {
      expect(await attempt(login, DEMO_PASSWORD)).toMatchObject({ status: 429, code: 'SIGN_IN_LOCKED' });
    }
    expect(await world.db.owner.sql`select distinct login from sign_in_attempt where login like '1990000%'`).toEqual(
      [],
    );
  });

  test('a disabled account is answered as a wrong password, and gets no cookie', async () => {
    await world.db.owner.sql`update staff set disabled = true where username = 'operator5'`;
    const response = await call(ApiClient.anonymous(world.url), 'account.signIn', {
      login: 'operator5',
      password: DEMO_PASSWORD,
    });
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await refusalOf(response)).toEqual(await attempt('nobody-of-that-name'));
  });

  test('the time of the answer does not tell which names exist', async () => {
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let round = 0; round < 4; round += 1) {
      for (const [kind, login] of [
        ['known', 'society2'],
        ['unknown', 'society8'],
      ] as const) {
        const from = performance.now();
        await attempt(login);
        times[kind].push(performance.now() - from);
      }
    }
    // Both derive a key from the password, some 50 ms and more; without that an unknown name takes a few.
    const least = (list: readonly number[]) => Math.min(...list);
    expect(least(times.unknown)).toBeGreaterThan(least(times.known) / 3);
    expect(least(times.unknown)).toBeLessThan(least(times.known) * 3);
  });

  test('100 failures from one address close it for every name, and the right password too', async () => {
    await world.db.owner.sql`
      insert into sign_in_attempt (login, address, succeeded)
      select 'sprayed' || n, '127.0.0.1', false from generate_series(1, 100) n`;
    expect(await attempt('reviewer1', DEMO_PASSWORD)).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS' });
    await world.db.owner.sql`delete from sign_in_attempt where login like 'sprayed%'`;
    expect((await world.signIn('reviewer1')).cookie).not.toBe('');
  });
});

describe('a session', () => {
  const me = (client: ApiClient) => refusalOf(call(client, 'account.me', {}));

  test('ends with signing out: procedures, downloads and streams of the old cookie are refused', async () => {
    const client = await world.signIn('operator1');
    const { number } = await client.draft(UNIT, HOSP);
    await plantRoster(world, number, [syntheticPerson(1)]);
    const links = [
      '/api/downloads/roster-hosp',
      `/api/applications/${number}/roster-template`,
      `/api/applications/${number}/roster/progress`,
      `/api/applications/${number}/rows/2/evidence`,
    ];
    expect((await client.fetch(links[1] ?? '')).status).toBe(200);
    await client.trpc.account.signOut.mutate({});
    expect(await me(client)).toMatchObject(SIGNED_OUT);
    for (const link of links) expect(await refusalOf(client.fetch(link))).toMatchObject(SIGNED_OUT);
  });

  test('ends when its time is over', async () => {
    const client = await world.signIn('operator1');
    await sql`update auth_session set expires_at = now() - interval '1 second'`;
    expect(await me(client)).toMatchObject(SIGNED_OUT);
    expect(await refusalOf(client.fetch('/api/downloads/roster-hosp'))).toMatchObject(SIGNED_OUT);
  });

  test('ends when the password changes, by whatever way', async () => {
    const [one, other] = [await world.signIn('operator1'), await world.signIn('operator1')];
    const account = sql`user_id = (select auth_user_id from staff where username = 'operator1')`;
    const [before] = await sql<{ password: string }[]>`select password from auth_account where ${account}`;
    // As better-auth would, with the rights of the API.
    const changed = await world.db.web.sql`
      update auth_account set password = 'another' where user_id = (select auth_user_id from staff where username = 'operator1')`;
    expect(changed.count).toBe(1);
    for (const client of [one, other]) expect(await me(client)).toMatchObject(SIGNED_OUT);
    await sql`update auth_account set password = ${before?.password ?? ''} where ${account}`;
    expect((await world.signIn('operator1')).cookie).not.toBe('');
  });

  test('loses at once what its role allowed, and gets it back with the role', async () => {
    const client = await world.signIn('operator1');
    const { number } = await client.draft(UNIT, HOSP);
    await sql`update role_grant set role = 'finance' where staff_id = (select id from staff where username = 'operator1')`;
    for (const path of ['roster.status', 'application.deleted', 'unit.options']) {
      expect(await refusalOf(call(client, path, { number }))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    }
    expect((await client.fetch(`/api/applications/${number}/roster-template`)).status).toBe(403);
    await sql`update role_grant set role = 'operator' where staff_id = (select id from staff where username = 'operator1')`;
    expect((await call(client, 'unit.options', {})).status).toBe(200);
  });

  test('loses a unit with the membership', async () => {
    const client = await world.signIn('operator1');
    const { number } = await client.draft('SZ-NS-YH-002', HOSP);
    await sql`delete from membership where unit_id = (select id from unit where code = 'SZ-NS-YH-002')`;
    expect(await refusalOf(call(client, 'application.get', { number }))).toMatchObject({
      status: 404,
      code: 'NOT_FOUND',
    });
  });

  test('of a disabled account is none, even where its row was left standing', async () => {
    const client = await world.signIn('operator3');
    await sql`alter table staff disable trigger end_sessions`;
    await sql`update staff set disabled = true where username = 'operator3'`;
    await sql`alter table staff enable trigger end_sessions`;
    expect(await me(client)).toMatchObject(SIGNED_OUT);
  });

  test('that was set beforehand is not taken over by signing in', async () => {
    const attacker = await world.signIn('sysadmin1');
    for (const preset of ['huzhu.session_token=chosen-by-a-stranger.c2ln', attacker.cookie]) {
      const response = await fetch(`${world.url}/trpc/account.signIn`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: preset },
        body: JSON.stringify({ login: 'society1', password: DEMO_PASSWORD }),
      });
      const given = response.headers.getSetCookie().map((line) => line.split(';')[0]);
      expect(given.join()).toMatch(/^huzhu\.session_token=/);
      expect(given).not.toContain(preset);
    }
    // The stranger's own session is still the stranger's.
    expect(await attacker.trpc.account.me.query()).toMatchObject({ username: 'sysadmin1' });
    expect(await sql`select 1 from auth_session where token like 'chosen-by%'`).toEqual([]);
  });

  test('that ends while progress is followed ends the stream', async () => {
    const client = await world.signIn('operator1');
    const { number } = await client.draft(UNIT, HOSP);
    await plantRoster(world, number, [syntheticPerson(1)]);
    const job = sql`subject_id = (select roster_version_id::text from application where number = ${number})`;
    await sql`update job set state = 'running' where ${job}`;
    const stream = await client.fetch(`/api/applications/${number}/roster/progress`);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    // The state, and once more at the first look at the job; then it is quiet.
    let heard = '';
    while (heard.split('event: status').length < 3) heard += (await reader?.read())?.value ?? '';
    await client.trpc.account.signOut.mutate({});
    // A signal that would be told to whoever may hear it.
    await sql`update job set attempts = attempts + 1, done = 77 where ${job}`;
    let rest = '';
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) rest += next.value;
    expect(rest).not.toContain('77');
  });
});
