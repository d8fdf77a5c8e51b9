import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { readCurrentLedger, readLatestLedgerImport } from '@huzhu/db/ledger/ledger-version-store';
import { type Participation, participation } from '@huzhu/domain/ledger/participation';

export interface LedgerFacts {
  readonly importing: boolean;
  readonly current: {
    readonly fileName: string;
    readonly createdAt: Date;
    readonly month: string | null;
    readonly persons: number;
    readonly participation: Participation | null;
  } | null;
}

/** What the 社保台账 of an application brings to the decision whether it may be submitted. */
export async function ledgerFacts(
  tx: Transaction,
  application: ApplicationRecord,
  rosterPersons: number,
): Promise<LedgerFacts> {
  const latest = await readLatestLedgerImport(tx, application.id);
  const current = application.ledgerVersionId ? await readCurrentLedger(tx, application.ledgerVersionId) : undefined;
  const plans = application.plans.map((line) => line.version);
  return {
    importing: latest !== undefined && isRunningLedger(latest),
    current: current
      ? { ...current, participation: participation(rosterPersons, current.persons, plans) ?? null }
      : null,
  };
}

type LatestLedger = NonNullable<Awaited<ReturnType<typeof readLatestLedgerImport>>>;

function isRunningLedger({ version, job }: LatestLedger): boolean {
  const unfinished = version.publishedAt === null && version.discardedAt === null;
  return unfinished && (job.state === 'queued' || job.state === 'running');
}
