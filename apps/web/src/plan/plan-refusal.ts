import { ERROR_CODES, errorSentence } from '@huzhu/domain/error/error-codes';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';

type Combining = Pick<PlanVersion, 'code' | 'name' | 'combinable' | 'termMonths' | 'commonEndDate'>;

/** Why a plan cannot be ticked beside those already ticked; null when it can. The server has the last word. */
export function planRefusal(plan: Combining, ticked: readonly Combining[]): string | null {
  const others = ticked.filter((other) => other.code !== plan.code);
  if (others.length === 0) return null;
  const alone = [plan, ...others].find((candidate) => !candidate.combinable);
  if (alone) return errorSentence('PLAN_NOT_COMBINABLE', { plan: alone.name });
  const differs = others.some(
    (other) => other.termMonths !== plan.termMonths || other.commonEndDate !== plan.commonEndDate,
  );
  return differs ? ERROR_CODES.PLANS_TERM_DIFFERS.sentence : null;
}
