import type { ApplicationState } from '@huzhu/domain/application/application-state';
import { DOCUMENT_TYPES } from '@huzhu/domain/person/document-type';
import { type SyntheticPerson, syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import type { RosterField } from '@huzhu/domain/roster/roster-field';
import type { LedgerGaps } from './demo-ledger.ts';

/** Far from 0, so that rosters which tests and benches make meet nobody of the demo. */
const FIRST_PERSON = 50_000_000;
/** Persons on the demo's rosters, each counted once however many applications name them. */
export const DEMO_PERSONS = 5_000;

export type DemoState = Extract<
  ApplicationState,
  'draft' | 'deleted' | 'pending_review' | 'returned' | 'rejected' | 'withdrawn' | 'in_force' | 'expired'
>;

const NON_PARTICIPANTS = 20_000;

/** The texts of one roster line, as they stand in the workbook. */
export type DemoCells = Partial<Record<RosterField, string>>;

export interface DemoApplication {
  readonly unit: string;
  readonly operator: string;
  readonly plans: Readonly<Partial<Record<PlanCode, number>>>;
  readonly state: DemoState;
  /** Days before the business date of the last move (a draft: of the last save). */
  readonly daysAgo: number;
  /** Days from the business date to the requested first day of cover; absent: none was asked for. */
  readonly startsIn?: number;
  /** 0-based numbers of the demo's persons. A draft without a roster has none. */
  readonly persons: readonly number[];
  /** How far a draft has come. */
  readonly step?: 'plan' | 'notice' | 'roster';
  readonly reason?: string;
  /** Spoils lines, by position. */
  readonly change?: (cells: DemoCells, position: number) => DemoCells;
  /** Where the 社保台账 differs from the persons; absent: it vouches for all of them. */
  readonly ledger?: LedgerGaps;
  /** Persons with a 证明, by position. */
  readonly proven?: readonly number[];
  /** Returned: where the 社保台账 differs that the unit has uploaded since; absent: the first one stands. */
  readonly laterLedger?: LedgerGaps;
}

export const demoPerson = (number: number): SyntheticPerson => syntheticPerson(FIRST_PERSON + number);

/** A line of a roster as a careful unit would write it. */
export function demoCells(number: number, position: number): DemoCells {
  const person = demoPerson(number);
  return {
    serial: String(position + 1),
    name: person.name,
    documentType: DOCUMENT_TYPES.resident_id,
    idNumber: person.idNumber,
    sex: person.sex === 'male' ? '男' : '女',
    birthDate: person.birthDate,
    phone: person.phone,
  };
}

/** Who is in the 社保台账 of a unit and does not take part: six in a hundred, on no roster of the demo. */
export function nonParticipants(persons: readonly number[]): SyntheticPerson[] {
  return persons.slice(0, Math.ceil(persons.length * 0.06)).map((number) => demoPerson(NON_PARTICIPANTS + number));
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

/** operator2's unit: what it has insured is what others run into (docs/operations/demo.md). */
export const INSURED_ELSEWHERE = range(0, 180);
export const PENDING_ELSEWHERE = range(180, 60);

/** Mistakes of a real office, one per line. */
const MISTAKES: readonly ((cells: DemoCells) => DemoCells)[] = [
  (cells) => ({ ...cells, name: '' }),
  (cells) => ({ ...cells, idNumber: `${cells.idNumber?.slice(0, 17)}${cells.idNumber?.endsWith('3') ? '4' : '3'}` }),
  (cells) => ({ ...cells, idNumber: cells.idNumber?.slice(0, 16) ?? '' }),
  (cells) => ({ ...cells, birthDate: '1990-02-30' }),
  (cells) => ({ ...cells, sex: cells.sex === '男' ? '女' : '男' }),
  (cells) => ({ ...cells, shares: '9' }),
  (cells) => ({ ...cells, documentType: '身份証件' }),
  (cells) => ({ ...cells, phone: '1380013800' }),
  (cells) => ({ ...cells, shares: '2份' }),
];

/** One mistake on every n-th line, the kinds in turn. */
export const spoilEvery =
  (every: number) =>
  (cells: DemoCells, position: number): DemoCells =>
    position % every === every - 1
      ? (MISTAKES[Math.floor(position / every) % MISTAKES.length]?.(cells) ?? cells)
      : cells;

const O1 = 'operator1';

/** Persons 240–1219: operator1's units. */
const OF_OPERATOR1: readonly DemoApplication[] = [
  // 鹏程精密电子: insured last year, renewed this year, now joiners.
  { unit: 'SZ-NS-YH-001', operator: O1, plans: { CI2021: 2 }, state: 'expired', daysAgo: 40, persons: range(240, 210) },
  {
    unit: 'SZ-NS-YH-001',
    operator: O1,
    plans: { CI2021: 2 },
    state: 'in_force',
    daysAgo: 38,
    persons: range(240, 232),
  },
  {
    unit: 'SZ-NS-YH-001',
    operator: O1,
    plans: { ACC: 1 },
    state: 'pending_review',
    daysAgo: 1,
    startsIn: 8,
    persons: range(240, 232),
  },
  {
    unit: 'SZ-NS-YH-001',
    operator: O1,
    plans: { CI2021: 1 },
    state: 'draft',
    daysAgo: 0,
    startsIn: 38,
    persons: [...range(472, 90), 10, 11, 12, 13, 190, 191],
    step: 'roster',
    change: (cells, position) => (position < 90 ? spoilEvery(8)(cells, position) : { ...cells, shares: '5' }),
    ledger: { absent: [3], renamed: [20], stopped: [41], stale: [60] },
  },
  // 后海建设: returned once, another on the way.
  {
    unit: 'SZ-NS-YH-002',
    operator: O1,
    plans: { CI2021: 1 },
    state: 'returned',
    daysAgo: 4,
    startsIn: 20,
    persons: range(562, 186),
    reason: '第 12 行、第 57 行：名单上的姓名与社保台账不一致，请核对后再提交。',
    laterLedger: { renamed: [10, 55] },
  },
  { unit: 'SZ-NS-YH-002', operator: O1, plans: { HOSP: 1 }, state: 'in_force', daysAgo: 352, persons: range(562, 170) },
  {
    unit: 'SZ-NS-YH-002',
    operator: O1,
    plans: { CHILD: 1 },
    state: 'draft',
    daysAgo: 5,
    persons: [],
    step: 'notice',
  },
  // 云图信息技术
  {
    unit: 'SZ-NS-YH-003',
    operator: O1,
    plans: { CI2021: 3, FEMALE: 1 },
    state: 'pending_review',
    daysAgo: 2,
    startsIn: 38,
    persons: range(748, 138),
  },
  {
    unit: 'SZ-NS-YH-003',
    operator: O1,
    plans: { CI2021: 3 },
    state: 'rejected',
    daysAgo: 33,
    persons: range(748, 138),
    reason: '同一批职工上月已由本单位另一份申请参保，重复申请。请查看在保的保单。',
  },
  { unit: 'SZ-NS-YH-003', operator: O1, plans: { HOSP: 1 }, state: 'draft', daysAgo: 3, persons: [], step: 'notice' },
  // 海岸环境科技
  {
    unit: 'SZ-NS-YH-004',
    operator: O1,
    plans: { CI2021: 2, ACC: 1 },
    state: 'in_force',
    daysAgo: 150,
    persons: range(886, 128),
  },
  {
    unit: 'SZ-NS-YH-004',
    operator: O1,
    plans: { HOSP: 1 },
    state: 'draft',
    daysAgo: 1,
    startsIn: 12,
    persons: range(886, 128),
    step: 'roster',
  },
  // 科苑物业、科苑实验幼儿园
  {
    unit: 'SZ-NS-YH-005',
    operator: O1,
    plans: { HOSP: 1 },
    state: 'in_force',
    daysAgo: 344,
    persons: range(1014, 142),
  },
  {
    unit: 'SZ-NS-YH-005',
    operator: O1,
    plans: { CI2021: 1 },
    state: 'withdrawn',
    daysAgo: 9,
    persons: range(1014, 142),
  },
  {
    unit: 'SZ-NS-YH-006',
    operator: O1,
    plans: { CI2021: 2, FEMALE: 2 },
    state: 'in_force',
    daysAgo: 92,
    persons: range(1156, 64),
  },
  { unit: 'SZ-NS-YH-006', operator: O1, plans: { ACC: 2 }, state: 'draft', daysAgo: 6, persons: [], step: 'plan' },
  { unit: 'SZ-NS-YH-006', operator: O1, plans: { HOSP: 1 }, state: 'deleted', daysAgo: 12, persons: [], step: 'plan' },
];

const OF_OPERATOR2: readonly DemoApplication[] = [
  {
    unit: 'SZ-LH-GL-001',
    operator: 'operator2',
    plans: { CI2021: 3, HOSP: 1 },
    state: 'expired',
    daysAgo: 130,
    persons: INSURED_ELSEWHERE,
  },
  {
    unit: 'SZ-LH-GL-001',
    operator: 'operator2',
    plans: { CI2021: 3, HOSP: 1 },
    state: 'in_force',
    daysAgo: 128,
    persons: INSURED_ELSEWHERE,
  },
  {
    unit: 'SZ-LH-GL-001',
    operator: 'operator2',
    plans: { CI2021: 4, HOSP: 1 },
    state: 'pending_review',
    daysAgo: 1,
    startsIn: 10,
    persons: PENDING_ELSEWHERE,
  },
  {
    unit: 'SZ-LH-GL-001',
    operator: 'operator2',
    plans: { FEMALE: 1 },
    state: 'draft',
    daysAgo: 2,
    persons: [],
    step: 'notice',
  },
];

const OTHER_UNITS: readonly (readonly [operator: string, units: readonly string[]])[] = [
  ['operator3', ['SZ-NS-YH-007', 'SZ-NS-SK-001', 'SZ-NS-SK-002', 'SZ-NS-SK-003', 'SZ-FT-LH-001', 'SZ-FT-LH-002']],
  ['operator4', ['SZ-FT-LH-003', 'SZ-FT-JR-001', 'SZ-FT-JR-002', 'SZ-LH-GL-002', 'SZ-LH-GL-003', 'SZ-LH-GL-004']],
  ['operator5', ['SZ-BA-XX-001', 'SZ-BA-XX-002', 'SZ-BA-XX-003', 'SZ-BA-XX-004', 'SZ-LG-BT-001', 'SZ-LG-BT-002']],
];
/** Persons from here on belong to the units of operator3 to operator5. */
const OTHERS_FROM = 1_220;

function ofOthers(): DemoApplication[] {
  const units = OTHER_UNITS.flatMap(([operator, codes]) => codes.map((unit) => ({ operator, unit })));
  const each = Math.floor((DEMO_PERSONS - OTHERS_FROM) / units.length);
  return units.flatMap(({ operator, unit }, index): DemoApplication[] => {
    const from = OTHERS_FROM + index * each;
    const count = index === units.length - 1 ? DEMO_PERSONS - from : each;
    const insured = Math.floor(count * 0.7);
    const base = { unit, operator };
    const newcomers = range(from + insured, count - insured);
    const last: DemoApplication[] = [
      { ...base, plans: { CI2021: 1 }, state: 'pending_review', daysAgo: index % 4, startsIn: 9, persons: newcomers },
      {
        ...base,
        plans: { ACC: 1 },
        state: 'returned',
        daysAgo: 3 + index,
        startsIn: 15,
        persons: newcomers,
        reason: '第 8 行：入职证明看不清楚，请重新上传。',
        ledger: { absent: [6] },
        proven: [6],
      },
      {
        ...base,
        plans: { HOSP: 1 },
        state: 'draft',
        daysAgo: 1 + (index % 5),
        persons: newcomers,
        step: 'roster',
        change: spoilEvery(15),
        ledger: { absent: [4], renamed: [21], stopped: [33] },
      },
    ];
    return [
      {
        ...base,
        plans: index % 3 === 0 ? { CI2021: 2, FEMALE: 1 } : index % 3 === 1 ? { CI2021: 1 } : { HOSP: 1, ACC: 1 },
        state: 'in_force',
        daysAgo: 20 + index * 17,
        persons: range(from, insured),
      },
      last[index % last.length] as DemoApplication,
    ];
  });
}

/** Every application of the demo. Who is on no other list stands on the rosters that operator1 may try (persons 472–561). */
export const DEMO_APPLICATIONS: readonly DemoApplication[] = [...OF_OPERATOR2, ...OF_OPERATOR1, ...ofOthers()];
