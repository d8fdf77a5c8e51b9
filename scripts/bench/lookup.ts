import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from '@huzhu/db/connect';
import { createIdHasher } from '@huzhu/db/crypto/id-hash';
import { roleUrl } from '@huzhu/db/role/role-url';
import { TEST_ROLE_SECRET, type TestDatabase } from '@huzhu/db/testing/create-test-database';
import { listApplicationsInput } from '@huzhu/domain/application/application.schema';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { personKey } from '@huzhu/domain/person/identity';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { listPoliciesInput, searchPersonsInput } from '@huzhu/domain/policy/policy.schema';
import { openLocalStorage } from '@huzhu/files/local-storage';
import type { Actor } from '@huzhu/operations/access/actor';
import { listApplications } from '@huzhu/operations/application/list-applications';
import { listInsured } from '@huzhu/operations/policy/list-insured';
import { listPolicies } from '@huzhu/operations/policy/list-policies';
import { searchPersons } from '@huzhu/operations/policy/search-persons';
import type { Services } from '@huzhu/operations/services';
import { benchKeys } from './bench-keys.ts';
import type { Benchmark, BenchOptions, Measured } from './benchmark.ts';
import { fillCity } from './fill-city.ts';

const TIMES = 100;
/** So many persons of the city have a number that can be typed. */
const NUMBERED = 1_000;
const GOAL_MS = 50;
/** Of lists of 20 lines, which a city of 300,000 covers has too. */
const PAGES = 15;

async function fill(database: TestDatabase, { rows }: BenchOptions): Promise<void> {
  await fillCity(database, rows, { units: 500, perPolicy: 1_000 });
  const hash = createIdHasher(benchKeys('hash'));
  const hashes = Array.from({ length: NUMBERED }, (_, at) =>
    hash(personKey('resident_id', syntheticPerson(at).idNumber)).toString('hex'),
  );
  // Spread over the whole city.
  await database.owner.sql`
    update person p set id_hash = decode(h.hash, 'hex')
    from unnest(${hashes}::text[]) with ordinality h (hash, at)
    where p.id = 1000000 + h.at * (${rows}::bigint / ${NUMBERED}::bigint)`;
}

type Look = (services: Services, actor: Actor, at: number) => Promise<number>;

const society = (services: Services, actor: Actor, query: string) =>
  searchPersons(services, actor, searchPersonsInput.parse({ query }));

/** What is looked up, as the pages ask; each gives how many lines it found. */
const LOOK_UPS: Readonly<Record<string, Look>> = {
  personByNumber: async (services, actor, at) =>
    (await society(services, actor, syntheticPerson(at % NUMBERED).idNumber)).lines.length,
  personByPhone: async (services, actor, at) => (await society(services, actor, `1300000${1000 + at}`)).lines.length,
  personByName: async (services, actor, at) =>
    (await society(services, actor, ['王伟芳', '李娜敏', '张静丽', '刘强磊'][at % 4] ?? '')).lines.length,
  policies: async (services, actor, at) =>
    (await listPolicies(services, actor, listPoliciesInput.parse({ page: 1 + (at % PAGES), pageSize: 20 }))).items
      .length,
  policyByNumber: async (services, actor, at) =>
    (await listPolicies(services, actor, listPoliciesInput.parse({ query: `BD-BENCH-${at + 1}` }))).items.length,
  applications: async (services, actor, at) =>
    (await listApplications(services, actor, listApplicationsInput.parse({ page: 1 + (at % PAGES), pageSize: 20 })))
      .items.length,
  insured: async (services, actor, at) =>
    (await listInsured(services, actor, { policyNumber: `BD-BENCH-${at + 1}`, query: '', cursor: 1 + at * 5 })).lines
      .length,
};

async function lookUp(databaseUrl: string): Promise<Measured> {
  const db = connect(roleUrl(databaseUrl, 'huzhu_web', TEST_ROLE_SECRET), { max: 2, statementTimeoutMs: 120_000 });
  const folder = await mkdtemp(path.join(tmpdir(), 'huzhu-bench-files-'));
  try {
    const services: Services = {
      db,
      clock: { today: async () => asDate('2026-11-23') },
      storage: await openLocalStorage(folder),
      idCipherKeys: benchKeys('cipher'),
      idHashKeys: benchKeys('hash'),
      fileKeys: benchKeys('file'),
    };
    const actor: Actor = {
      staffId: 1,
      username: 'reviewer',
      name: '测试员',
      roles: ['reviewer'],
      memberUnitIds: [],
      visibleUnitIds: [],
      address: '127.0.0.1',
    };
    const figures: Record<string, number> = {};
    const counts: Record<string, number> = {};
    const began = performance.now();
    for (const [name, look] of Object.entries(LOOK_UPS)) {
      const times: number[] = [];
      for (let at = 0; at < TIMES; at++) {
        const from = performance.now();
        counts[name] = (counts[name] ?? 0) + ((await look(services, actor, at)) > 0 ? 1 : 0);
        times.push(performance.now() - from);
        // Hopeless: a hundred of them would take minutes and tell no more.
        if (performance.now() - from > 5_000) break;
      }
      times.sort((a, b) => a - b);
      figures[`${name}P95Ms`] = times[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;
    }
    return { ms: performance.now() - began, figures, counts };
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

export default {
  name: 'lookup',
  about: 'a person or a page of a list, among so many covers, as the API answers it',
  defaultRows: 10_000_000,
  rounds: 3,
  database: { fill },
  contenders: [
    { name: 'ours', about: 'the operations, under row-level security', run: (_options, _input, url) => lookUp(url) },
  ],
  // Whether somebody bears a name depends on how many persons there are.
  expect: () =>
    Object.fromEntries(Object.keys(LOOK_UPS).flatMap((name) => (name === 'personByName' ? [] : [[name, TIMES]]))),
  goals: [],
  bounds: Object.keys(LOOK_UPS).map((name) => ({ of: 'ours', figure: `${name}P95Ms`, atMost: GOAL_MS })),
} satisfies Benchmark;
