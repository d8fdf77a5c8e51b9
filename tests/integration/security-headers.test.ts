import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEMO_PASSWORD } from '@huzhu/api/auth/seed-demo-accounts';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient } from './api-client.ts';
import { plantRoster } from './plant-roster.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';
import { call } from './refusal-of.ts';

let pages: string;
let plain: ProductWorld;
let secure: ProductWorld;
let operator: ApiClient;
let number: string;

beforeAll(async () => {
  pages = await mkdtemp(path.join(tmpdir(), 'huzhu-pages-'));
  await mkdir(path.join(pages, 'assets'));
  await Promise.all(
    ['index.html', 'assets/app-1a2b.js', 'assets/app-1a2b.js.map', '.env', 'assets/.secret'].map((name) =>
      writeFile(path.join(pages, name), `content of ${name}`),
    ),
  );
  plain = await startProductWorld('', { webDir: pages, notReady: 'no worker has finished a canary' });
  secure = await startProductWorld('', { publicUrl: 'https://huzhu.example', webDir: pages });
  operator = await plain.signIn('operator1');
  number = (await operator.draft('SZ-NS-YH-001', [{ code: 'HOSP', shares: 1 }])).number;
  await plantRoster(plain, number, [syntheticPerson(1)]);
});
afterAll(async () => {
  await plain?.close();
  await secure?.close();
  await rm(pages, { recursive: true, force: true });
});

/** Every kind of answer: page, asset, procedure, refusal, download, stream, health, nothing. */
const ANSWERS = () => [
  '/',
  '/applications',
  '/assets/app-1a2b.js',
  '/trpc/account.me',
  '/trpc/no.such',
  '/api/downloads/roster-hosp',
  `/api/applications/${number}/roster-template`,
  `/api/applications/${number}/roster/progress`,
  '/api/applications/CB20261123-99999/roster-template',
  '/healthz',
  '/readyz',
  '/nowhere.txt',
];

describe('headers', () => {
  test('every answer carries the security headers', async () => {
    for (const address of ANSWERS()) {
      const { headers, body } = await operator.fetch(address);
      await body?.cancel();
      const policy = headers.get('content-security-policy') ?? '';
      const directive = (name: string) => policy.split(';').find((part) => part.trim().startsWith(`${name} `));
      expect([address, directive('default-src')]).toEqual([address, "default-src 'self'"]);
      expect(directive('script-src')).toBe("script-src 'self'");
      expect(directive('object-src')).toBe("object-src 'none'");
      expect(directive('frame-ancestors')).toBe("frame-ancestors 'none'");
      expect(directive('base-uri')).toBe("base-uri 'self'");
      expect(directive('form-action')).toBe("form-action 'self'");
      expect(policy).not.toContain('unsafe-eval');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  test('answers of the API are kept by nobody, built files for ever, pages not', async () => {
    for (const address of ANSWERS().filter((one) => /^\/(api|trpc)/.test(one))) {
      const { headers, body } = await operator.fetch(address);
      await body?.cancel();
      expect([address, headers.get('cache-control')]).toEqual([address, 'no-store']);
    }
    expect((await operator.fetch('/assets/app-1a2b.js')).headers.get('cache-control')).toContain('immutable');
    for (const page of ['/', '/applications']) {
      expect((await operator.fetch(page)).headers.get('cache-control')).toBe('no-cache');
    }
  });

  test('the session cookie: HttpOnly, SameSite, Secure and HSTS behind https only', async () => {
    const signIn = (url: string) =>
      call(ApiClient.anonymous(url), 'account.signIn', { login: 'operator1', password: DEMO_PASSWORD });
    const [http, https] = [await signIn(plain.url), await signIn(secure.url)];
    const [httpCookie, httpsCookie] = [http, https].map((answer) => answer.headers.getSetCookie().join('\n'));
    for (const cookie of [httpCookie, httpsCookie]) {
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=Lax/i);
      expect(cookie).toMatch(/; Path=\//i);
      expect(cookie).not.toMatch(/domain=/i);
    }
    expect(httpCookie).not.toMatch(/; Secure/i);
    expect(httpsCookie).toMatch(/^__Secure-huzhu\.session_token=.*; Secure/i);
    expect(http.headers.get('strict-transport-security')).toBeNull();
    expect(https.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/);
    expect((await fetch(`${secure.url}/`)).headers.get('strict-transport-security')).toMatch(/^max-age=31536000/);
  });
});

describe('what is not reachable from outside', () => {
  test('source maps and hidden files, though the folder holds them', async () => {
    for (const address of [
      '/assets/app-1a2b.js.map',
      '/assets/app-1a2b.js.map?x',
      '/assets/./app-1a2b.js%2Emap',
      '/.env',
      '/assets/.secret',
      '/assets/..%2f.env',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/%00',
    ]) {
      const answer = await fetch(`${plain.url}${address}`);
      const text = await answer.text();
      // At most the product's page, which an encoded address may pass for.
      expect([address, answer.status >= 400 || text === 'content of index.html']).toEqual([address, true]);
      expect(text).not.toMatch(/content of (assets|\.env)/);
    }
  });

  test('metrics and the inside of health: a proxy hears that it waits, and not for what', async () => {
    for (const address of [
      '/metrics',
      '/api/metrics',
      '/trpc/metrics',
      '/debug',
      '/admin/queues',
      '/api/health',
      '/status',
    ]) {
      const answer = await fetch(`${plain.url}${address}`);
      // An unknown address of the product is its page, which asks for a session; nothing else may answer.
      const text = await answer.text();
      expect([address, answer.status === 200 ? text : 'refused']).toEqual([
        address,
        answer.status === 200 ? 'content of index.html' : 'refused',
      ]);
    }
    const outside = await fetch(`${plain.url}/readyz`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    expect([outside.status, await outside.json()]).toEqual([503, { status: 'waiting' }]);
    const here = (await (await fetch(`${plain.url}/readyz`)).json()) as object;
    expect(here).toEqual({ status: 'waiting', reasons: { worker: 'no worker has finished a canary' } });
    expect(await (await fetch(`${plain.url}/healthz`)).json()).toEqual({ status: 'ok' });
  });

  test('the log keeps no query, no cookie and no body', () => {
    const log = plain.apiLog.join('');
    expect(log).toContain('/trpc/account.me');
    expect(log).not.toContain(DEMO_PASSWORD);
    expect(log).not.toContain('session_token');
    expect(log).not.toContain('js.map?x');
  });
});
