import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { countShares } from '@huzhu/db/roster/count-rows';
import { type PremiumLine, premiumLines } from '@huzhu/domain/application/premium';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Fen } from '@huzhu/domain/money/money';
import type { PlanCode } from '@huzhu/domain/plan/plan.schema';
import { pricedTerm } from './reference-term.ts';

/**
 * The premium of an application whose cover begins on a day, from the numbers of persons per plan and 份: one statement however many
 * rows. Only a supplement's depends on the day.
 */
export async function countPremium(
  tx: Transaction,
  application: Pick<ApplicationRecord, 'kind' | 'parent' | 'plans'>,
  rosterVersionId: string,
  start: CalendarDate,
): Promise<{ lines: readonly PremiumLine[]; totalFen: Fen }> {
  const counted = await countShares(tx, rosterVersionId);
  const groups = counted.map(({ planCode, shares, persons }) => ({ code: planCode as PlanCode, shares, persons }));
  const plans = application.plans.map((plan) => plan.version);
  const lines = premiumLines(groups, plans, pricedTerm(application, start));
  return { lines, totalFen: lines.reduce((sum, line) => sum + line.amountFen, 0) };
}
