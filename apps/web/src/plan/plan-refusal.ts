import { refuseCombination } from '@huzhu/domain/application/plan-combination';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';

/** Why a plan cannot be ticked beside those already ticked, in a sentence; null when it can. */
export function planRefusal(
  plan: PlanVersion,
  ticked: readonly PlanVersion[],
  start: CalendarDate | null,
): string | null {
  return refuseCombination([...ticked, plan], start ?? undefined)?.sentence ?? null;
}
