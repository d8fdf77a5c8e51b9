import { addDays, asDate } from '@huzhu/domain/calendar/calendar-date';
import { maskIdNumber } from '@huzhu/domain/person/identity';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { DEFAULT_SOCIETY_SETTINGS } from '@huzhu/domain/society/society-settings';
import type { DocumentFacts, ListedPerson, PremiumRow } from '../pdf/document-facts.ts';
import type { EndorsementTask } from '../pdf/endorsement-document.ts';
import type { LeaderSummaryTask } from '../pdf/leader-summary-document.ts';
import type { PaymentNoticeTask } from '../pdf/payment-notice-document.ts';
import type { PolicyTask } from '../pdf/policy-document.ts';
import type { UndertakingTask } from '../pdf/undertaking-document.ts';

/** The drafts' documents with invented units and persons. */

const HASH = '9c41e07b52d8a3f64be2907dc15f8ae377d0c2a4e9b3615fc05e19b82a7f40d1';
const UNIT = { name: '深圳市云汀精密制造有限公司工会委员会', creditCode: '81440300MC3001286N' };
const START = asDate('2026-12-01');
const END = asDate('2027-11-30');

export function sampleFacts(number: string, dated = '2026-11-23'): DocumentFacts {
  const qr = 'https://huzhu.example/v/4be2907dc15f8ae3';
  return { number, version: 1, dated: asDate(dated), hash: HASH, qr, sample: true };
}

/** @param plans how many of the four that may stand together */
export function sampleRows(plans: number): PremiumRow[] {
  return (['CI2021', 'HOSP', 'ACC', 'FEMALE'] as const).slice(0, plans).map((code, index) => {
    const plan = seedPlan(code);
    const sharesPerPerson = Math.min(2, plan.maxSharesPerPerson);
    const headcount = [128, 126, 128, 41][index] as number;
    const shares = headcount * sharesPerPerson;
    const amountFen = shares * plan.feePerShareFen;
    return { plan, headcount, sharesPerPerson, shares, feePerShareFen: plan.feePerShareFen, amountFen };
  });
}

export function samplePaymentNotice(plans = 1): PaymentNoticeTask {
  return {
    kind: 'payment-notice',
    document: sampleFacts('JF2026001286'),
    society: DEFAULT_SOCIETY_SETTINGS,
    unit: UNIT,
    applicationNumber: 'CB2026000873',
    due: asDate('2026-12-07'),
    matchCode: 'HZ7K3M9Q',
    rows: sampleRows(plans),
    headcount: 128,
  };
}

export function sampleSupplementNotice(): PaymentNoticeTask {
  const [row] = sampleRows(1) as [PremiumRow];
  const proRata = { part: 275, whole: 365, unit: 'day' } as const;
  const supplement = { headcount: 5, shares: 10, proRata, amountPerPersonFen: 12_055, amountFen: 60_275 };
  return {
    ...samplePaymentNotice(),
    supplementOf: { policyNumber: 'BD2026000917' },
    rows: [{ ...row, ...supplement }],
    headcount: 5,
  };
}

export function sampleUndertaking(): UndertakingTask {
  const { unit, society, matchCode, due } = samplePaymentNotice();
  return {
    kind: 'undertaking',
    document: { ...sampleFacts('CN2026000144'), qr: 'CN2026000144' },
    society,
    unit,
    paymentNoticeNumber: 'JF2026001286',
    amountFen: 2_048_000,
    payBy: due,
    matchCode,
    reason: '付款审批须先取得发票',
    invoice: { title: unit.name, type: '数电票（普通发票）', email: 'gonghui@yunting.example' },
    contact: { name: '周敏', phone: '0755-00001286' },
  };
}

export function sampleLeaderSummary(plans = 1): LeaderSummaryTask {
  return {
    kind: 'leader-summary',
    document: sampleFacts('CB2026000873'),
    society: DEFAULT_SOCIETY_SETTINGS,
    unit: UNIT,
    asOf: asDate('2026-11-23'),
    headcount: 128,
    renewals: 76,
    plans: sampleRows(plans).map((row) => ({ ...row, plan: seedPlan(row.plan.code) })),
    ledger: { headcount: 137, listed: 128, notListedByAge: 2, differing: 0 },
    earliestStart: START,
    payment: { due: asDate('2026-12-07'), matchCode: 'HZ7K3M9Q' },
    approveBy: asDate('2026-12-03'),
  };
}

/** @param doubles every which person has two tranches; 0: nobody */
export function sampleInsured(count: number, doubles = 0, first = 1): ListedPerson[] {
  const waitEnds = addDays(START, 29);
  return Array.from({ length: count }, (_, index): ListedPerson => {
    const person = syntheticPerson(index);
    const kept = { shares: 2, start: START, end: END, waitEnds: null, category: '续保' } as const;
    const fresh = { shares: 2, start: START, end: END, waitEnds, category: '新保' } as const;
    const two = [
      { ...kept, shares: 1 },
      { ...fresh, shares: 1, category: '增加' },
    ] as const;
    const double = doubles > 0 && index % doubles === doubles - 1;
    return {
      sequence: first + index,
      name: person.name,
      documentType: index === 21 ? 'hm_travel' : 'resident_id',
      maskedNumber: maskIdNumber(index === 21 ? 'H02001735' : person.idNumber),
      tranches: double ? two : [index % 3 === 0 ? fresh : kept],
    };
  });
}

export function samplePolicy(count = 128, plans = 1, doubles = 12): PolicyTask {
  return {
    kind: 'policy',
    document: sampleFacts('BD2026000917', '2026-12-01'),
    society: DEFAULT_SOCIETY_SETTINGS,
    unit: UNIT,
    start: START,
    end: END,
    headcount: count,
    verificationCode: '4BE2 907D',
    plans: sampleRows(plans).map((row) => {
      const persons = sampleInsured(count, doubles);
      const shares = persons.flatMap((person) => person.tranches).reduce((sum, tranche) => sum + tranche.shares, 0);
      const plan = seedPlan(row.plan.code);
      return { ...row, plan, headcount: count, shares, amountFen: shares * plan.feePerShareFen, persons };
    }),
  };
}

export function sampleEndorsement(count = 5): EndorsementTask {
  const { rows } = sampleSupplementNotice();
  const effective = asDate('2027-03-01');
  const plan = seedPlan('CI2021');
  const persons = sampleInsured(count, 0, 129).map((person): ListedPerson => {
    const tranche = {
      shares: 2,
      start: effective,
      end: END,
      waitEnds: addDays(effective, 29),
      category: '新保',
    } as const;
    return { ...person, tranches: [tranche] };
  });
  const amountFen = 12_055 * count;
  const added = { headcount: count, shares: 2 * count, amountFen };
  return {
    kind: 'endorsement',
    document: sampleFacts('BQ2026000917-01', '2027-03-01'),
    society: DEFAULT_SOCIETY_SETTINGS,
    unit: UNIT,
    sequence: 1,
    policyNumber: 'BD2026000917',
    applicationNumber: 'BC2027000112',
    effective,
    end: END,
    waiting: '30天',
    before: { headcount: 128, shares: 256, amountFen: 2_048_000 },
    added,
    rows: rows.map((row) => ({ ...row, ...added })),
    lists: [{ plan, start: effective, end: END, persons }],
  };
}

/** 更正 and 减员 of the same policy: nothing was paid, nobody was added. */
export function sampleChangeEndorsement(kind: 'correction' | 'removal'): EndorsementTask {
  const [first, second] = sampleInsured(2) as [ListedPerson, ListedPerson];
  const nothing = { headcount: 0, shares: 0, amountFen: 0 };
  const base = { ...sampleEndorsement(), applicationNumber: 'BG20270301-0001K', rows: [], lists: [] };
  if (kind === 'correction') {
    const { name, maskedNumber } = first;
    const corrections = [{ name, maskedNumber, label: '姓名', before: name, after: `${name}燕` }];
    return { ...base, added: nothing, corrections };
  }
  const removed = [first, second].map(({ name, maskedNumber }) => ({
    name,
    documentType: '居民身份证',
    maskedNumber,
    shares: '意外伤害 2 份',
  }));
  return { ...base, added: { headcount: -2, shares: -4, amountFen: -8_219 }, removed };
}
