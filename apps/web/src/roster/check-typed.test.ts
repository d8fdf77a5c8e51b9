import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { syntheticPerson } from '@huzhu/domain/person/synthetic-person';
import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { expect, it } from 'vitest';
import { checkTyped } from './check-typed.ts';

const PLANS = [seedPlan('CI2021'), seedPlan('FEMALE')];
const view = {
  referenceDate: asDate('2026-11-24'),
  plans: PLANS.map((plan) => ({ code: plan.code, shares: 1 })) as unknown as ApplicationView['plans'],
};
const man = [...Array(20).keys()].map((n) => syntheticPerson(n)).find((person) => person.sex === 'male');

it('says of a typed person what the import would say', () => {
  const typed = { name: '张三', documentType: '居民身份证', idNumber: man?.idNumber ?? '' };
  expect(checkTyped(view, PLANS, typed).map((issue) => issue.code)).toEqual(['GENDER_NOT_ELIGIBLE']);
  expect(checkTyped(view, PLANS, { ...typed, 'shares:FEMALE': '0' })).toEqual([]);
  expect(checkTyped(view, PLANS, { documentType: '居民身份证' }).map((issue) => issue.code)).toEqual([
    'NAME_EMPTY',
    'ID_EMPTY',
  ]);
});

it('says nothing while a plan is not known', () => {
  expect(checkTyped(view, [], { name: '' })).toEqual([]);
});
