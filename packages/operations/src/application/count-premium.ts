import type { Transaction } from '@huzhu/db/connect';
import { countShares } from '@huzhu/db/roster/count-rows';
import { type EnrolledPerson, type PremiumLine, premiumLines } from '@huzhu/domain/application/premium';
import type { Fen } from '@huzhu/domain/money/money';
import type { PlanCode, PlanVersion } from '@huzhu/domain/plan/plan.schema';

/** The premium of a new application, from the numbers of persons per plan and 份: one statement however many rows. */
export async function countPremium(
  tx: Transaction,
  rosterVersionId: string,
  plans: readonly { readonly version: PlanVersion }[],
): Promise<{ lines: readonly PremiumLine[]; totalFen: Fen }> {
  const groups = await countShares(tx, rosterVersionId);
  const lines = premiumLines(
    personsOf(groups),
    plans.map((plan) => plan.version),
  );
  return { lines, totalFen: lines.reduce((sum, line) => sum + line.amountFen, 0) };
}

function* personsOf(
  groups: readonly { planCode: string; shares: number; persons: number }[],
): Generator<EnrolledPerson> {
  for (const group of groups) {
    const person: EnrolledPerson = { shares: { [group.planCode as PlanCode]: group.shares } };
    for (let n = 0; n < group.persons; n += 1) yield person;
  }
}
