import type { PlanVersion } from '../plan/plan.schema.ts';

/** How many of the ledger's persons are on the roster (domain.md, 社保台账, use b). */
export interface Participation {
  /** Distinct persons of the ledger's latest month. */
  readonly ledgerPersons: number;
  /**
   * Active persons of the roster, in percent of them, one decimal, rounded down: 79.96 % is not 80 %. At most 100: who has
   * joined since the ledger's month is on the roster and not in the ledger.
   */
  readonly percent: number;
  /** The highest minimum of the chosen plans; 0 when none asks for one. */
  readonly requiredPercent: number;
  readonly enough: boolean;
}

/** Undefined while there is nobody in the ledger to count by. */
export function participation(
  rosterPersons: number,
  ledgerPersons: number,
  plans: readonly Pick<PlanVersion, 'minLedgerPercent'>[],
): Participation | undefined {
  if (ledgerPersons <= 0) return undefined;
  const requiredPercent = requiredLedgerPercent(plans);
  return {
    ledgerPersons,
    percent: Math.min(100, Math.floor((rosterPersons * 1000) / ledgerPersons) / 10),
    requiredPercent,
    enough: rosterPersons * 100 >= ledgerPersons * requiredPercent,
  };
}

export function requiredLedgerPercent(plans: readonly Pick<PlanVersion, 'minLedgerPercent'>[]): number {
  return Math.max(0, ...plans.map((plan) => plan.minLedgerPercent));
}

/** The least number of persons on the roster that is enough. */
export function leastPersons(ledgerPersons: number, requiredPercent: number): number {
  return Math.ceil((ledgerPersons * requiredPercent) / 100);
}
