import { expect, it } from 'vitest';
import { asDate } from '../calendar/calendar-date.ts';
import { seedPlan } from '../plan/plan-seed.ts';
import { refuseCombination } from './plan-combination.ts';

const CI = seedPlan('CI2021');
const ACC = seedPlan('ACC');
const CHILD = seedPlan('CHILD');

it('lets plans of one term stand together and CHILD alone', () => {
  expect(refuseCombination([])).toBeUndefined();
  expect(refuseCombination([CHILD])).toBeUndefined();
  expect(refuseCombination([CI, ACC, seedPlan('HOSP'), seedPlan('FEMALE')])).toBeUndefined();
  const refusal = refuseCombination([CI, CHILD]);
  expect(refusal?.code).toBe('PLAN_NOT_COMBINABLE');
  expect(refusal?.sentence).toBe('“子女意外互助保障计划”的名单格式不同，不能与其他计划同时办理。请另建一份申请。');
});

it('refuses terms that end on different days', () => {
  expect(refuseCombination([CI, { ...ACC, termMonths: 24 }])?.code).toBe('PLANS_TERM_DIFFERS');
  const common = { ...ACC, commonEndDate: asDate('2026-12-31') };
  expect(refuseCombination([CI, common])?.code).toBe('PLANS_TERM_DIFFERS');
  expect(refuseCombination([CI, common], asDate('2026-01-01'))).toBeUndefined();
  expect(refuseCombination([CI, common], asDate('2026-01-02'))?.code).toBe('PLANS_TERM_DIFFERS');
  expect(refuseCombination([common, { ...CI, commonEndDate: asDate('2026-12-31') }])).toBeUndefined();
});
