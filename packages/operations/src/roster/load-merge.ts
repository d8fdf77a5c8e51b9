import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { readFileRecord } from '@huzhu/db/file/insert-file';
import {
  type RosterVersionRecord,
  readImportOf,
  readLineage,
  readRosterVersion,
} from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { RosterContext } from '@huzhu/domain/roster/roster-row';
import { readWholeFile } from '@huzhu/files/read-file';
import { type Actor, requireActFor, scopeOf } from '../access/actor.ts';
import { editableRoster } from '../application/current-roster.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';
import type { FreshRow } from './read-annotated.thread.ts';
import { type ReturnedWorkbook, readReturnedWorkbook } from './returned-workbook.ts';
import { rosterContext } from './roster-context.ts';
import { rowKeySecret } from './row-key.ts';

/** A 批注名单 that came back, read, and the list that it was read against. */
export interface LoadedMerge {
  readonly returned: ReturnedWorkbook;
  readonly fileName: string;
  readonly rosterVersionId: string;
  readonly secret: string;
}

/**
 * Reads a 批注名单 that the worker recognised (import-roster.ts), outside of any transaction: a connection is not kept waiting for a file.
 * @param input.requestId of the act; absent: it is only looked at
 * @returns undefined when there is none that waits
 * @throws NOT_FOUND, FORBIDDEN, MERGE_FOREIGN, MERGE_OUTDATED, MERGE_KEYS_BROKEN, MERGE_TOO_LARGE, MERGE_REFUSED
 */
export async function loadMerge(
  services: Services,
  actor: Actor,
  input: { readonly number: string; readonly importId: string; readonly requestId?: string },
): Promise<LoadedMerge | undefined> {
  const found = await withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    if (input.requestId !== undefined) requireActFor(actor, application.unitId);
    const version = await editableRoster(tx, application);
    const source = await findRecognised(tx, application, input);
    const lineage = await readLineage(tx, version.id);
    return { application, version, source, lineage };
  });
  const { application, version, source, lineage } = found;
  if (!source) return undefined;
  const secret = rowKeySecret(services);
  const file = await readWholeFile(services.storage, services.fileKeys, source.storageKey);
  const plans = application.plans.map((line) => line.version);
  const returned = await readReturnedWorkbook(file, { plans, secret, lineage });
  if (returned.held.size === 0) await refuseStrangers(services, actor, application, returned.fresh);
  return { returned, fileName: source.fileName, rosterVersionId: version.id, secret };
}

/** The rules of now, for rows that are read beside the list. @throws STALE_VERSION when another list counts since the workbook was read */
export function contextOf(
  loaded: LoadedMerge,
  application: ApplicationRecord,
  version: RosterVersionRecord,
  today: RosterContext['today'],
): RosterContext {
  if (version.id !== loaded.rosterVersionId) throw new DomainError('STALE_VERSION');
  return { ...rosterContext(application, today), date1904: version.date1904 };
}

interface Recognised {
  readonly id: string;
  readonly fileId: string;
  readonly fileHash: Uint8Array;
  readonly fileName: string;
  readonly storageKey: string;
}

/** As findRecognised. @throws MERGE_GONE */
export async function readRecognised(...of: Parameters<typeof findRecognised>): Promise<Recognised> {
  const found = await findRecognised(...of);
  if (!found) throw new DomainError('MERGE_GONE');
  return found;
}

/** The upload that was recognised and not merged yet; the act that merged it, asked for a second time, may read it again. */
async function findRecognised(
  tx: Transaction,
  application: ApplicationRecord,
  input: { readonly importId: string; readonly requestId?: string },
): Promise<Recognised | undefined> {
  const found = await readImportOf(tx, input.importId);
  if (found?.version.applicationId !== application.id || found.job.errorCode !== 'ANNOTATED_ROSTER') return undefined;
  const { id, fileId, fileHash, mergeId } = found.version;
  if (mergeId !== null && mergeId !== input.requestId) return undefined;
  const file = await readFileRecord(tx, fileId);
  return file && { id, fileId, fileHash, fileName: found.file.name, storageKey: file.storageKey };
}

/** Not one row of this list: says whose keys they are, as far as this unit may know. */
async function refuseStrangers(
  services: Services,
  actor: Actor,
  application: ApplicationRecord,
  fresh: readonly FreshRow[],
): Promise<void> {
  const stranger = fresh.find((row) => row.stranger !== undefined)?.stranger;
  if (stranger === undefined || stranger === 'broken') throw new DomainError('MERGE_KEYS_BROKEN');
  const of = await withScope(services.db, scopeOf(actor), (tx) => readRosterVersion(tx, stranger.rosterVersionId));
  throw new DomainError(of?.applicationId === application.id ? 'MERGE_OUTDATED' : 'MERGE_FOREIGN');
}
