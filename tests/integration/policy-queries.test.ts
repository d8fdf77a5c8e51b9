import { readCells } from '@huzhu/documents/testing/read-cells';
import { readPdf } from '@huzhu/documents/testing/read-pdf';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { renderPolicy } from '@huzhu/operations/policy/render-policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiClient } from './api-client.ts';
import { codeOf, policySteps, UNIT } from './policy-steps.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';
import { refusalOf } from './refusal-of.ts';

const START = asDate('2026-12-01');
const RARE = '䶮';
const PERSONS = [
  { ...syntheticPerson(71_000), name: `刘${RARE}`, cells: { phone: { kind: 'text' as const, text: '19900007100' } } },
  { ...syntheticPerson(71_001), name: '欧阳珊珊' },
  { ...syntheticPerson(71_002), name: '阿依古丽·买买提' },
];

let world: ProductWorld;
let operator: ApiClient;
let stranger: ApiClient;
let number: string;
let applicationNumber: string;

beforeAll(async () => {
  world = await startProductWorld();
  const steps = await policySteps(world, 72_000);
  ({ operator1: operator, operator2: stranger } = steps.by);
  applicationNumber = (await steps.inForce(START, PERSONS)).number;
  const [policy] = await world.db.owner.sql<{ id: number; number: string }[]>`select id, number from policy`;
  number = policy?.number ?? '';
  await renderPolicy(worker(), Number(policy?.id));
}, 120_000);
afterAll(() => world?.close());

const worker = () => ({ ...world.services, db: world.db.worker, publicUrl: 'https://huzhu.example' });

describe('the e-policy', () => {
  test('is a job of the activation, and one however often it is run', async () => {
    const jobs = await world.db.owner.sql`
      select 1 from job where name = 'render-policy' and subject_id = (select id::text from policy)`;
    expect(jobs).toHaveLength(1);
    const stored = () => world.db.owner.sql<{ file_id: string }[]>`select file_id from policy`;
    const [before] = await stored();
    const [policy] = await world.db.owner.sql<{ id: number }[]>`select id from policy`;
    await Promise.all([renderPolicy(worker(), Number(policy?.id)), renderPolicy(worker(), Number(policy?.id))]);
    expect(await stored()).toEqual([before]);
    expect(await world.db.owner.sql`select 1 from file where kind = 'policy'`).toHaveLength(1);
  });

  test('states number, unit, heads, amount and every name with a masked number; the QR leads to its verification', async () => {
    const response = await operator.fetch(`/api/policies/${number}/document?print=1`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toMatch(/^inline/);
    const { pages } = await readPdf(new Uint8Array(await response.arrayBuffer()));
    const text = pages.map((page) => page.text).join('');
    const plain = text.replace(/\s/g, '');
    for (const fact of [
      number,
      '3名职工',
      '480.00',
      '肆佰捌拾元整',
      '2026-12-01',
      '2027-11-30',
      `刘${RARE}`,
      '欧阳珊珊',
    ])
      expect(plain).toContain(fact);
    for (const { idNumber } of PERSONS) expect(plain).not.toContain(idNumber);
    const { verificationCode } = await operator.trpc.policy.get.query({ policyNumber: number });
    expect(plain).toContain(verificationCode);
  });

  test('belongs to the unit: a stranger is told that there is none, the society and the unit above may read it', async () => {
    for (const path of ['document', 'insured']) {
      const refused = await stranger.fetch(`/api/policies/${number}/${path}`);
      expect(await refusalOf(refused)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      for (const name of ['manager1', 'reviewer1', 'society1']) {
        const reader = await world.signIn(name);
        expect((await reader.fetch(`/api/policies/${number}/${path}`)).status, name).toBe(200);
      }
    }
    expect(await codeOf(stranger.trpc.policy.get.query({ policyNumber: number }))).toBe('NOT_FOUND');
    expect(await codeOf(stranger.trpc.policy.insured.query({ policyNumber: number }))).toBe('NOT_FOUND');
    expect(await stranger.trpc.policy.list.query({})).toEqual({ total: 0, items: [] });
  });
});

describe('单位保单查询', () => {
  test('finds by number, unit, plan, state and days of cover', async () => {
    const found = async (filter: object) =>
      (await operator.trpc.policy.list.query(filter)).items.map((item) => item.number);
    for (const filter of [
      {},
      { query: number.slice(2, 12) },
      { query: applicationNumber },
      { unitCode: UNIT },
      { plan: 'CI2021' },
      { state: 'in_force' },
      { from: '2027-11-30', to: '2027-12-31' },
    ])
      expect(await found(filter), JSON.stringify(filter)).toEqual([number]);
    for (const filter of [
      { query: '没有这个单位' },
      { query: '%' },
      { plan: 'HOSP' },
      { state: 'expired' },
      { from: '2027-12-01' },
      { to: '2026-11-30' },
    ])
      expect(await found(filter), JSON.stringify(filter)).toEqual([]);
  });

  test('【保单明细】 and its list of insured', async () => {
    expect(await operator.trpc.policy.get.query({ policyNumber: number })).toMatchObject({
      state: 'in_force',
      start: '2026-12-01',
      end: '2027-11-30',
      headcount: 3,
      shares: 6,
      premiumFen: 48_000,
      ready: true,
      days: { all: 365, gone: 1 },
      plans: [{ code: 'CI2021', headcount: 3, premiumFen: 48_000 }],
    });
    const names = async (query: string) =>
      (await operator.trpc.policy.insured.query({ policyNumber: number, query })).lines.map((line) => line.name);
    expect(await names('')).toEqual(PERSONS.map((person) => person.name));
    expect(await names('ouyang')).toEqual(['欧阳珊珊']);
    expect(await names(PERSONS[0]?.idNumber ?? '')).toEqual([`刘${RARE}`]);
    expect(await names('王')).toEqual([]);
  });

  test('exports hold what was found, masked, and no formula', async () => {
    const cells = async (response: Response) => {
      expect(response.status).toBe(200);
      return (await readCells(await response.arrayBuffer())).flat().map((cell) => cell.value);
    };
    const insured = await cells(await operator.fetch(`/api/policies/${number}/insured`));
    expect(insured).toContain(`刘${RARE}`);
    const events = await world.db.owner.sql`select 1 from audit_event where action = '导出参保人员名单'`;
    expect(events.length).toBeGreaterThan(0);
    for (const cell of insured) {
      expect(typeof cell === 'object' && cell !== null && 'formula' in cell).toBe(false);
      for (const { idNumber } of PERSONS) expect(cell).not.toBe(idNumber);
    }
    const json = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const policies = await cells(await operator.fetch('/api/policies/export', { ...json, body: '{}' }));
    expect(policies).toContain(number);
    const none = await cells(await stranger.fetch('/api/policies/export', { ...json, body: '{}' }));
    expect(none).not.toContain(number);
  });
});

describe('个人保单查询', () => {
  const search = async (client: ApiClient, query: string) =>
    (await client.trpc.person.search.query({ query })).lines.map((line) => [line.name, line.state, line.policyNumber]);

  test.each([`刘${RARE}`, 'liuyan', PERSONS[0]?.idNumber ?? '', '19900007100'])('finds by %s', async (query) => {
    expect(await search(operator, query)).toEqual([[`刘${RARE}`, 'in_force', number]]);
    // A stranger to the unit learns nothing, not even by the whole number.
    expect(await search(stranger, query)).toEqual([]);
  });

  test('one letter is no search; a search leaves its trace without what was looked for', async () => {
    expect(await codeOf(operator.trpc.person.search.query({ query: '刘' }))).toBe('INPUT_INVALID');
    await search(operator, '欧阳珊珊');
    const [event] = await world.db.owner.sql<{ whole: string }[]>`
      select to_jsonb(a)::text as whole from audit_event a where action = '个人保单查询' order by id desc limit 1`;
    expect(event?.whole).toContain('"found": 1');
    expect(event?.whole).not.toContain('欧阳');
    expect(world.apiLog.join('')).not.toContain('欧阳');
  });
});

describe('核验', () => {
  test('proves number, unit, term and state to anybody, and names no person and no amount', async () => {
    const { verificationCode } = await operator.trpc.policy.get.query({ policyNumber: number });
    const anybody = ApiClient.anonymous(world.url);
    const typed = verificationCode.toLowerCase().replaceAll('-', '');
    const shown = await anybody.trpc.policy.verify.query({ code: typed });
    expect(Object.keys(shown).sort()).toEqual([
      'digest',
      'documentVersion',
      'end',
      'endorsement',
      'headcount',
      'issuedOn',
      'number',
      'start',
      'state',
      'unitName',
    ]);
    expect(shown).toMatchObject({ number, state: 'in_force', start: '2026-12-01', end: '2027-11-30' });
    for (const code of ['', number, `${typed.slice(0, -1)}${typed.endsWith('2') ? '3' : '2'}`, "' or 1=1 --"])
      expect(await codeOf(anybody.trpc.policy.verify.query({ code }))).toBe('VERIFICATION_CODE_UNKNOWN');
  });
});
