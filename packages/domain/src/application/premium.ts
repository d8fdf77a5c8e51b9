import { addMonths, type CalendarDate, daysInclusive, termEnd } from '../calendar/calendar-date.ts';
import type { Fen } from '../money/money.ts';
import { assertFen } from '../money/money.ts';
import type { PlanCode, PlanVersion } from '../plan/plan.schema.ts';

/** Last day of cover (含当日) that starts on a day: the plan's common end date, else start + term − 1 day. */
export function coverEnd(plan: Pick<PlanVersion, 'termMonths' | 'commonEndDate'>, start: CalendarDate): CalendarDate {
  return plan.commonEndDate ?? termEnd(start, plan.termMonths);
}

/** A term of cover; both ends are counted. */
export interface Term {
  readonly start: CalendarDate;
  readonly end: CalendarDate;
}

/** Which part of the full fee a supplement owes. */
export interface ProRata {
  /** Days that are left, both ends counted, or months begun. */
  readonly part: number;
  /** Days or months of the whole term. */
  readonly whole: number;
  readonly unit: 'day' | 'month';
}

type Fee = Pick<PlanVersion, 'feePerShareFen' | 'termMonths' | 'proRating'>;

/**
 * The part of the term of a parent policy that cover from a day takes (domain.md, Lifecycle, Supplement).
 * - `FULL`: null, no reduction
 * - `DAILY`: remaining days of the days of the actual term, both ends counted
 * - `MONTH_CEIL`: m of the plan's months, m the least integer with addMonths(start, m) > end
 *
 * @param start the first day of cover
 * @param term of the parent policy
 * @throws RangeError when the start lies outside the term (such a supplement is refused before any premium)
 */
export function proRataOf(
  plan: Pick<Fee, 'termMonths' | 'proRating'>,
  start: CalendarDate,
  term: Term,
): ProRata | null {
  if (start < term.start || start > term.end) throw new RangeError(`start ${start} lies outside the term`);
  switch (plan.proRating) {
    case 'FULL':
      return null;
    case 'DAILY':
      return { part: daysInclusive(start, term.end), whole: daysInclusive(term.start, term.end), unit: 'day' };
    case 'MONTH_CEIL':
      return { part: monthsLeft(start, term.end), whole: plan.termMonths, unit: 'month' };
  }
}

/**
 * Premium of one person in one plan of a supplement, in integer 分, rounded half up.
 * @param shares whole 份 ≥ 0
 */
export function proRatedPremium(plan: Fee, shares: number, start: CalendarDate, term: Term): Fen {
  return reduced(fullPremium(plan, shares), proRataOf(plan, start, term));
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
function reduced(amount: Fen, proRata: ProRata | null): Fen {
  if (!proRata) return amount;
  const whole = BigInt(proRata.whole);
  return Number((2n * BigInt(amount) * BigInt(proRata.part) + whole) / (2n * whole));
}

/** Persons who hold the same 份 of a plan. */
export interface EnrolledGroup {
  readonly code: PlanCode;
  /** 0: not enrolled in that plan. */
  readonly shares: number;
  readonly persons: number;
}

/** Persons, each with 份 per plan, counted by what they hold. */
export function groupEnrolled(
  persons: Iterable<Readonly<Partial<Record<PlanCode, number>>>>,
): readonly EnrolledGroup[] {
  const groups = new Map<string, EnrolledGroup>();
  for (const person of persons) {
    for (const [code, shares] of Object.entries(person) as [PlanCode, number][]) {
      const key = `${code} ${shares}`;
      groups.set(key, { code, shares, persons: (groups.get(key)?.persons ?? 0) + 1 });
    }
  }
  return [...groups.values()];
}

/** A group and what it pays: each the same. */
export interface PremiumGroup {
  readonly shares: number;
  readonly persons: number;
  readonly eachFen: Fen;
  readonly amountFen: Fen;
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
  /** Of a supplement; null where the whole fee is due. */
  readonly proRata: ProRata | null;
  /** By 份, the fewest first. */
  readonly groups: readonly PremiumGroup[];
  readonly amountFen: Fen;
}

/** When the cover of a supplement begins, and the term of the policy that it joins. */
export interface SupplementTerm {
  readonly start: CalendarDate;
  readonly term: Term;
}

/**
 * One line per plan in the order of the plans, plans without a person included (headcount 0). Each person is rounded
 * before the sum, so that the list of persons on the notice adds up to its total.
 * @param supplement absent: a new application or a renewal, which owe the whole fee
 */
export function premiumLines(
  enrolled: readonly EnrolledGroup[],
  plans: readonly PlanVersion[],
  supplement?: SupplementTerm,
): readonly PremiumLine[] {
  return plans.map((plan) => {
    const proRata = supplement ? proRataOf(plan, supplement.start, supplement.term) : null;
    const groups = enrolled
      .filter((group) => group.code === plan.code && group.shares > 0 && group.persons > 0)
      .map(({ shares, persons }) => {
        const eachFen = reduced(fullPremium(plan, shares), proRata);
        return { shares, persons, eachFen, amountFen: assertFen(eachFen * persons) };
      })
      .sort((a, b) => a.shares - b.shares);
    const [only] = groups;
    return {
      code: plan.code,
      name: plan.name,
      headcount: sum(groups, (group) => group.persons),
      shares: sum(groups, (group) => group.persons * group.shares),
      sharesPerPerson: only && groups.length === 1 ? only.shares : null,
      feePerShareFen: plan.feePerShareFen,
      proRata,
      groups,
      amountFen: assertFen(sum(groups, (group) => group.amountFen)),
    };
  });
}

const sum = (groups: readonly PremiumGroup[], of: (group: PremiumGroup) => number) =>
  groups.reduce((total, group) => total + of(group), 0);
