import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { type RosterVersionRecord, readLatestImport, readRosterVersion } from '@huzhu/db/roster/roster-version-store';
import type { StoredMapping } from '@huzhu/domain/roster/column-mapping.schema';
import type { FileRefusalCode } from '@huzhu/domain/roster/file-refusal';
import type { RosterStatus } from '@huzhu/domain/roster/roster.schema';
import { isRunning } from '../application/current-roster.ts';

type LatestImport = NonNullable<Awaited<ReturnType<typeof readLatestImport>>>;

/** Refusals that say nothing but: these columns are not known. */
const OF_HEADERS: readonly (FileRefusalCode | null)[] = ['HEADER_NOT_FOUND', 'HEADER_DUPLICATE'];

/** Whether somebody may say what the columns of a refused file are. Below a header that was chosen wrongly stands nobody. */
function isOffered({ job, version }: LatestImport): boolean {
  if (job.state !== 'failed') return false;
  const code = job.errorCode as FileRefusalCode | null;
  return OF_HEADERS.includes(code) || (version.mapping !== null && code === 'NO_ROWS');
}

/** What the page of the roster says about 对应列名. @param shown the mapping of the roster that is told of */
export function columnMappingOf(
  latest: LatestImport,
  shown: StoredMapping | null,
): NonNullable<RosterStatus['roster']>['columnMapping'] {
  if (isOffered(latest)) return { state: 'offered', kept: false };
  return shown && { state: shown.remembered ? 'remembered' : 'chosen', kept: shown.fingerprint !== null };
}

/**
 * The import whose columns somebody may (again) say: the newest, when its header was refused; else the one that read the file of the
 * roster that counts, when its columns were said before. Later versions of it were judged again or copied, not read. Undefined where there
 * is none.
 */
export async function mappableImport(
  tx: Transaction,
  application: ApplicationRecord,
): Promise<{ readonly version: RosterVersionRecord; readonly published: boolean } | undefined> {
  const latest = await readLatestImport(tx, application.id);
  if (latest && isOffered(latest)) return { version: latest.version, published: false };
  const running = latest !== undefined && isRunning(latest);
  let version =
    application.rosterVersionId && !running ? await readRosterVersion(tx, application.rosterVersionId) : undefined;
  if (!version?.mapping) return undefined;
  while (version?.copiedFrom && !version.addsFile) version = await readRosterVersion(tx, version.copiedFrom);
  return version && { version, published: true };
}
