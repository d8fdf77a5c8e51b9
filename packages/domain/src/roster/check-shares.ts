import { ageOn } from '../calendar/calendar-date.ts';
import { normaliseText } from '../person/normalise-text.ts';
import { SEX_WORDS } from '../person/sex.ts';
import type { PlanCode, PlanVersion } from '../plan/plan.schema.ts';
import type { CheckedPerson } from './check-person.ts';
import type { RowIssue } from './issue-codes.ts';
import { quoteValue } from './quote-value.ts';
import type { ReadableCells } from './readable-cells.ts';
import { type RosterField, sharesField } from './roster-field.ts';
import type { RawCell, RosterContext } from './roster-row.ts';

/**
 * More is no count of 份 at all (a plan allows 99 at most, plan.schema.ts): SHARES_INVALID, not “over the maximum”.
 */
const LARGEST_PLAUSIBLE = 99;
const DIGITS = /^\d{1,15}(?:\.0+)?$/;
const WITH_UNIT = /^(\d{1,15}) ?份$/;

interface SharesReading {
  /** Undefined when the cell is not a number of 份; 0 means not enrolled. */
  readonly shares: number | undefined;
  /** A word was left out: “2份”. */
  readonly interpreted: boolean;
}

/** Whole numbers only: 1, "1", "１", "1.0", "2份". Not 一份, 1.5, -1, true. */
function readShares(cell: RawCell): SharesReading {
  if (cell.kind === 'number') {
    const value = cell.value ?? Number(cell.text);
    return { shares: plausible(value), interpreted: false };
  }
  if (cell.kind !== 'text') return { shares: undefined, interpreted: false };
  const { text } = normaliseText(cell.text);
  if (DIGITS.test(text)) return { shares: plausible(Number(text)), interpreted: false };
  const unit = WITH_UNIT.exec(text);
  return { shares: unit ? plausible(Number(unit[1])) : undefined, interpreted: unit !== null };
}

function plausible(value: number): number | undefined {
  return Number.isInteger(value) && value >= 0 && value <= LARGEST_PLAUSIBLE ? value : undefined;
}

/**
 * 份数 per plan, and what the plans say about the person: sex, age at the start of cover, maximum, uniformity.
 * Blank = the wizard's number. 0 = not enrolled in that plan, which only a roster of several plans can say; enrolled
 * in none is SHARES_INVALID. A man whose FEMALE cell is blank is enrolled by the wizard's number, hence an issue.
 */
export function checkShares(
  cells: ReadableCells,
  unreadable: ReadonlySet<RosterField>,
  person: CheckedPerson,
  context: RosterContext,
  issues: RowIssue[],
): Partial<Record<PlanCode, number>> {
  const shares: Partial<Record<PlanCode, number>> = {};
  const several = context.plans.length > 1;
  let zeros = 0;
  for (const { version: plan, defaultShares } of context.plans) {
    const field = several ? sharesField(plan.code) : 'shares';
    const count = unreadable.has(field)
      ? undefined
      : countOf(cells[field], field, plan, defaultShares, several, issues);
    if (count !== undefined) shares[plan.code] = count;
    if (count === 0) {
      zeros += 1;
      continue;
    }
    if (count !== undefined) checkLimits(count, field, plan, defaultShares, issues);
    checkEligibility(person, plan, several, context, issues);
  }
  if (several && zeros === context.plans.length) {
    const first = context.plans[0] as RosterContext['plans'][number];
    const details = { value: '全部为 0', allowed: `1–${first.version.maxSharesPerPerson}` };
    issues.push({ code: 'SHARES_INVALID', field: sharesField(first.version.code), details });
  }
  return shares;
}

function countOf(
  cell: RawCell | undefined,
  field: RosterField,
  plan: PlanVersion,
  defaultShares: number,
  several: boolean,
  issues: RowIssue[],
): number | undefined {
  if (!cell) return defaultShares;
  const { shares, interpreted } = readShares(cell);
  if (shares === undefined || (shares === 0 && !several)) {
    const details = { value: quoteValue(cell.text.trim()), allowed: `${several ? 0 : 1}–${plan.maxSharesPerPerson}` };
    issues.push({ code: 'SHARES_INVALID', field, planCode: plan.code, details });
    return undefined;
  }
  if (interpreted) {
    const details = { value: quoteValue(cell.text.trim()), expected: shares };
    issues.push({ code: 'TEXT_NORMALISED', field, details });
  }
  return shares;
}

function checkLimits(
  shares: number,
  field: RosterField,
  plan: PlanVersion,
  defaultShares: number,
  issues: RowIssue[],
): void {
  const planCode = plan.code;
  if (shares > plan.maxSharesPerPerson) {
    const details = { value: shares, plan: plan.name, max: plan.maxSharesPerPerson };
    issues.push({ code: 'SHARES_OVER_MAX', field, planCode, details });
  }
  if (plan.sharesUniform && shares !== defaultShares) {
    const details = { value: shares, plan: plan.name, expected: defaultShares };
    issues.push({ code: 'SHARES_NOT_UNIFORM', field, planCode, details });
  }
}

function checkEligibility(
  person: CheckedPerson,
  plan: PlanVersion,
  several: boolean,
  context: RosterContext,
  issues: RowIssue[],
): void {
  const planCode = plan.code;
  // The number decides where it is right: a cell that contradicts it is a MISMATCH already.
  const sex = person.identity?.sex ?? person.sex;
  const birthDate = person.identity?.birthDate ?? person.birthDate;
  if (plan.sex && sex && sex !== plan.sex) {
    const details = {
      plan: plan.name,
      expected: SEX_WORDS[plan.sex],
      remedy: several ? '把这个计划的份数改为 0' : '删除这一行',
      several,
    };
    issues.push({ code: 'GENDER_NOT_ELIGIBLE', field: 'sex', planCode, details });
  }
  if (!birthDate) return;
  const age = ageOn(birthDate, context.effectiveDate);
  if (age < plan.age.min || age > plan.age.max) {
    const details = {
      reference: context.effectiveDate,
      age,
      plan: plan.name,
      min: plan.age.min,
      max: plan.age.max,
    };
    issues.push({ code: 'AGE_OUT_OF_RANGE', field: 'birthDate', planCode, details });
  }
}
