import type { Transaction } from '@huzhu/db/connect';
import { type PlanRecord, readOfferedPlans } from '@huzhu/db/plan/read-plans';
import { findUnitByCode, type UnitRecord } from '@huzhu/db/unit/read-units';
import type { DraftInput } from '@huzhu/domain/application/application.schema';
import { refuseCombination } from '@huzhu/domain/application/plan-combination';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Actor, requireActFor } from '../access/actor.ts';

export interface ChosenPlan extends PlanRecord {
  readonly shares: number;
}

/**
 * Checks what step 选择保障计划 chose: own unit, offered plans, a combination that may stand in one application,
 * 份数 within the plan's limit, a date that is not retroactive.
 * @param earliest the first day on which the cover may begin
 */
export async function choosePlans(
  tx: Transaction,
  actor: Actor,
  input: DraftInput,
  earliest: CalendarDate,
): Promise<{ unit: UnitRecord; plans: ChosenPlan[] }> {
  const unit = await findUnitByCode(tx, input.unitCode);
  if (!unit) throw new DomainError('NOT_FOUND');
  requireActFor(actor, unit.id);
  const offered = await readOfferedPlans(tx);
  const plans = input.plans.map(({ code, shares }) => {
    const plan = offered.find((candidate) => candidate.version.code === code);
    if (!plan) throw new DomainError('PLAN_NOT_OFFERED', { plan: code });
    const max = plan.version.maxSharesPerPerson;
    if (shares > max) throw new DomainError('SHARES_NOT_ALLOWED', { plan: plan.version.name, max });
    return { ...plan, shares };
  });
  if (new Set(plans.map((plan) => plan.planId)).size !== plans.length) throw new DomainError('INPUT_INVALID');
  const refusal = refuseCombination(plans.map((plan) => plan.version));
  if (refusal) throw refusal;
  if (input.requestedDate && input.requestedDate < earliest) {
    throw new DomainError('EFFECTIVE_DATE_TOO_EARLY', { earliest });
  }
  return { unit, plans };
}
