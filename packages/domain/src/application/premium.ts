import { addMonths, type CalendarDate, daysInclusive, termEnd } from '../calendar/calendar-date.ts';
import type { Fen } from '../money/money.ts';
import { assertFen } from '../money/money.ts';
import type { PlanCode, PlanVersion } from '../plan/plan.schema.ts';

/** Last day of cover (含当日) that starts on a day: the plan's common end date, else start + term − 1 day. */
export function coverEnd(plan: Pick<PlanVersion, 'termMonths' | 'commonEndDate'>, start: CalendarDate): CalendarDate {
  return plan.commonEndDate ?? termEnd(start, plan.termMonths);
}

/** The term of the parent policy that a supplement joins; both ends are counted. */
export interface Term {
  readonly start: CalendarDate;
  readonly end: CalendarDate;
}

type Fee = Pick<PlanVersion, 'feePerShareFen' | 'termMonths' | 'proRating'>;

/**
 * Premium of one person in one plan, in integer 分, rounded half up (domain.md, Lifecycle, Supplement).
 * - `FULL`: 份 × fee
 * - `DAILY`: 份 × fee × remaining days ÷ days of the actual term, both ends counted
 * - `MONTH_CEIL`: 份 × fee × m ÷ term months, m the least integer with addMonths(start, m) > end
 *
 * @param shares whole 份 ≥ 0
 * @param start the person's own first day of cover
 * @throws RangeError when the start lies outside the term (such a supplement is refused before any premium)
 */
export function proRatedPremium(plan: Fee, shares: number, start: CalendarDate, term: Term): Fen {
  if (start < term.start || start > term.end) throw new RangeError(`start ${start} lies outside the term`);
  const full = fullPremium(plan, shares);
  switch (plan.proRating) {
    case 'FULL':
      return full;
    case 'DAILY':
      return share(full, daysInclusive(start, term.end), daysInclusive(term.start, term.end));
    case 'MONTH_CEIL':
      return share(full, monthsLeft(start, term.end), plan.termMonths);
  }
}

/** 份 × fee, the premium of a new application. */
export function fullPremium(plan: Pick<PlanVersion, 'feePerShareFen'>, shares: number): Fen {
  if (!Number.isInteger(shares) || shares < 0) throw new RangeError(`not a number of 份: ${shares}`);
  return assertFen(plan.feePerShareFen * shares);
}

function monthsLeft(start: CalendarDate, end: CalendarDate): number {
  let months = 1;
  while (addMonths(start, months) <= end) months += 1;
  return months;
}

/** amount × part ÷ whole, rounded half up, without a fraction ever being held in a double. */
function share(amount: Fen, part: number, whole: number): Fen {
  return Number((2n * BigInt(amount) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));
}

export interface PremiumLine {
  readonly code: PlanCode;
  readonly name: string;
  /** Persons enrolled in this plan. */
  readonly headcount: number;
  /** 份 of all of them. */
  readonly shares: number;
  /** 每人份数; null where persons differ, or nobody is enrolled. */
  readonly sharesPerPerson: number | null;
  readonly feePerShareFen: Fen;
  readonly amountFen: Fen;
}

/** What the premium needs of a person. */
export interface EnrolledPerson {
  /** Absent or 0: not enrolled in that plan. */
  readonly shares: Readonly<Partial<Record<PlanCode, number>>>;
  /** The person's own first day, for a supplement; absent in a new application. */
  readonly start?: CalendarDate;
}

/**
 * One line per plan in the order of the plans, plans without a person included (headcount 0). Each person is rounded
 * before the sum, so that the list of persons on the notice adds up to its total.
 * @param term of the parent policy when the application is a supplement; then every person needs a start
 */
export function premiumLines(
  persons: Iterable<EnrolledPerson>,
  plans: readonly PlanVersion[],
  term?: Term,
): readonly PremiumLine[] {
  const sums = plans.map((plan) => ({ plan, headcount: 0, shares: 0, amountFen: 0, least: Infinity, most: 0 }));
  for (const person of persons) {
    for (const sum of sums) {
      const shares = person.shares[sum.plan.code] ?? 0;
      if (shares === 0) continue;
      sum.headcount += 1;
      sum.shares += shares;
      sum.least = Math.min(sum.least, shares);
      sum.most = Math.max(sum.most, shares);
      sum.amountFen = assertFen(sum.amountFen + premiumOf(sum.plan, shares, person.start, term));
    }
  }
  return sums.map(({ plan, least, most, ...sum }) => ({
    code: plan.code,
    name: plan.name,
    feePerShareFen: plan.feePerShareFen,
    sharesPerPerson: least === most ? most : null,
    ...sum,
  }));
}

function premiumOf(plan: PlanVersion, shares: number, start: CalendarDate | undefined, term: Term | undefined): Fen {
  if (!term) return fullPremium(plan, shares);
  if (!start) throw new RangeError('a person of a supplement needs a start');
  return proRatedPremium(plan, shares, start, term);
}
