import { createIdHasher } from '@huzhu/db/crypto/id-hash';
import { countMatching, findNextErrorRow, listRows, type RowFilter, readRows } from '@huzhu/db/roster/read-rows';
import { readLatestImport } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { EDITABLE_STATES } from '@huzhu/domain/application/application-state';
import { possiblePersonKeys } from '@huzhu/domain/person/possible-person-keys';
import type {
  listRosterRowsInput,
  nextIssueInput,
  nextIssueResult,
  RosterRowView,
  rosterRowList,
  rowsByNumberInput,
} from '@huzhu/domain/roster/roster.schema';
import type { z } from 'zod';
import { type Actor, mayActFor, scopeOf } from '../access/actor.ts';
import { isRunning } from '../application/current-roster.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';
import { viewRow } from './view-row.ts';

/**
 * A page of the roster. While a file is being read these are the rows read so far (the first 20 reveal a shifted
 * column at once); afterwards those of the version that counts.
 */
export async function listRosterRows(
  services: Services,
  actor: Actor,
  input: z.infer<typeof listRosterRowsInput>,
): Promise<z.infer<typeof rosterRowList>> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    const latest = await readLatestImport(tx, application.id);
    const running = latest !== undefined && isRunning(latest);
    const versionId = running ? latest.version.id : application.rosterVersionId;
    if (!versionId) return { rows: [], total: input.withTotal ? 0 : null, next: null };
    const editable = EDITABLE_STATES.includes(application.state) && mayActFor(actor, application.unitId) && !running;
    const filter = rowFilter(services, input);
    const rows = await listRows(tx, versionId, filter, { after: input.after, limit: input.limit });
    const last = rows.at(-1);
    return {
      rows: rows.map((row) => viewRow(services, row, editable)),
      total: input.withTotal ? await countMatching(tx, versionId, filter) : null,
      next: rows.length === input.limit && last ? last.rowNumber : null,
    };
  });
}

/** 上一个 / 下一个: the next row with an error, round the end to the first. */
export async function findNextIssue(
  services: Services,
  actor: Actor,
  input: z.infer<typeof nextIssueInput>,
): Promise<z.infer<typeof nextIssueResult>> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    if (!application.rosterVersionId) return { rowNumber: null };
    return { rowNumber: await findNextErrorRow(tx, application.rosterVersionId, input.after) };
  });
}

/** The filter of the list as the data layer knows it. */
export function rowFilter(
  services: Services,
  input: Pick<z.infer<typeof listRosterRowsInput>, 'show' | 'code' | 'query'>,
): RowFilter {
  return {
    show: input.show,
    ...(input.code ? { code: input.code } : {}),
    ...personFilter(services, input.query),
  };
}

/** Some rows as they stand now; numbers that the roster does not have are left out. */
export async function readRowsByNumber(
  services: Services,
  actor: Actor,
  input: z.infer<typeof rowsByNumberInput>,
): Promise<RosterRowView[]> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, input.number);
    if (!application.rosterVersionId) return [];
    const editable = EDITABLE_STATES.includes(application.state) && mayActFor(actor, application.unitId);
    const rows = await readRows(tx, application.rosterVersionId, input.rowNumbers);
    return rows.map((row) => viewRow(services, row, editable));
  });
}

/** A search text is part of a name (or its pinyin) or a whole number; the number is looked up by its keyed hash only. */
export function personFilter(services: Services, query: string): Pick<RowFilter, 'name' | 'idHashes'> {
  if (!query) return {};
  const idHashes = possiblePersonKeys(query).map(createIdHasher(services.idHashKeys));
  return { name: query, ...(idHashes.length > 0 ? { idHashes } : {}) };
}
