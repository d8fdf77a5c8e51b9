import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { describe, expect, it } from 'vitest';
import { planRefusal } from './plan-refusal.ts';

describe('planRefusal', () => {
  it('lets plans of one term stand together', () => {
    expect(planRefusal(seedPlan('FEMALE'), [seedPlan('CI2021')])).toBeNull();
  });

  it('refuses CHILD beside another plan, and another plan beside CHILD, naming CHILD both times', () => {
    expect(planRefusal(seedPlan('CHILD'), [seedPlan('CI2021')])).toContain('子女意外互助保障计划');
    expect(planRefusal(seedPlan('CI2021'), [seedPlan('CHILD')])).toContain('子女意外互助保障计划');
  });

  it('does not refuse a plan because of itself', () => {
    expect(planRefusal(seedPlan('CHILD'), [seedPlan('CHILD')])).toBeNull();
  });

  it('refuses another term', () => {
    expect(planRefusal({ ...seedPlan('ACC'), termMonths: 6 }, [seedPlan('CI2021')])).toBe(
      '所选计划的保障期间不同，请分开参保。',
    );
  });
});
