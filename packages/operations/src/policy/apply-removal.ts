import type { Transaction } from '@huzhu/db/connect';
import { type EndedCover, endCoverOfPersons } from '@huzhu/db/policy/policy-change-store';
import type { PolicyRecord } from '@huzhu/db/policy/read-policies';
import { proRatedPremium } from '@huzhu/domain/application/premium';
import { addDays, type CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Fen } from '@huzhu/domain/money/money';

export interface Removal {
  readonly ended: readonly EndedCover[];
  readonly headcount: number;
  readonly shares: number;
  readonly refundFen: Fen;
  readonly plans: readonly {
    readonly planId: number;
    readonly headcount: number;
    readonly shares: number;
    readonly premiumFen: Fen;
  }[];
}

/**
 * 减员: the persons' cover ends with this day (含当日). What the plan pays back is the premium of the days that are left, by the plan's own
 * pro-rating, each person rounded; a plan without it pays nothing.
 */
export async function applyRemoval(
  tx: Transaction,
  policy: PolicyRecord,
  lines: readonly number[],
  lastDay: CalendarDate,
): Promise<Removal> {
  const ended = await endCoverOfPersons(tx, policy.id, lines, lastDay);
  const term = { start: policy.startDate, end: policy.endDate };
  const next = addDays(lastDay, 1);
  const backOf = ({ planId, shares }: EndedCover): Fen => {
    const version = policy.plans.find((plan) => plan.planId === planId)?.version;
    if (version?.removal !== 'pro_rata_refund' || next > term.end) return 0;
    return proRatedPremium(version, shares, next, term);
  };
  const plans = policy.plans.map(({ planId }) => {
    const own = ended.filter((cover) => cover.planId === planId);
    return {
      planId,
      headcount: -new Set(own.map((cover) => cover.personNo)).size,
      shares: -own.reduce((sum, cover) => sum + cover.shares, 0),
      premiumFen: -own.reduce((sum, cover) => sum + backOf(cover), 0),
    };
  });
  return {
    ended,
    headcount: new Set(ended.map((cover) => cover.personNo)).size,
    shares: -plans.reduce((sum, plan) => sum + plan.shares, 0),
    refundFen: -plans.reduce((sum, plan) => sum + plan.premiumFen, 0),
    plans,
  };
}
