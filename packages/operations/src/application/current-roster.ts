import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { type RosterVersionRecord, readLatestImport, readRosterVersion } from '@huzhu/db/roster/roster-version-store';
import { DomainError } from '@huzhu/domain/error/domain-error';

/** The roster version that counts, for a change of its rows. @throws ROSTER_MISSING, ROSTER_IMPORTING, ROSTER_FROZEN */
export async function editableRoster(tx: Transaction, application: ApplicationRecord): Promise<RosterVersionRecord> {
  const version = await finishedRoster(tx, application);
  if (version.frozenAt) throw new DomainError('ROSTER_FROZEN');
  return version;
}

/** The roster version that counts, while no other one is being read. @throws ROSTER_MISSING, ROSTER_IMPORTING */
export async function finishedRoster(tx: Transaction, application: ApplicationRecord): Promise<RosterVersionRecord> {
  const latest = await readLatestImport(tx, application.id);
  if (latest && isRunning(latest)) throw new DomainError('ROSTER_IMPORTING');
  const version = application.rosterVersionId ? await readRosterVersion(tx, application.rosterVersionId) : undefined;
  if (!version) throw new DomainError('ROSTER_MISSING');
  return version;
}

type LatestImport = NonNullable<Awaited<ReturnType<typeof readLatestImport>>>;

/** Whether an import is still on its way: neither published nor discarded, and its job not given up. */
export function isRunning(latest: LatestImport): boolean {
  return (
    latest.version.publishedAt === null &&
    latest.version.discardedAt === null &&
    (latest.job.state === 'queued' || latest.job.state === 'running')
  );
}
