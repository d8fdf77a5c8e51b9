import { readApplication } from '@huzhu/db/application/read-application';
import { checkOverlaps } from '@huzhu/db/cover/check-overlaps';
import { readFileRecord } from '@huzhu/db/file/insert-file';
import { clearRosterRows, copyRosterLines, copyRowIssues, type RosterTarget } from '@huzhu/db/roster/copy-rows';
import { readHeaderMappings } from '@huzhu/db/roster/header-mapping-store';
import { discardRoster, publishRoster } from '@huzhu/db/roster/publish-roster';
import { readRosterVersion } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { SaidColumns } from '@huzhu/documents/workbook/said-columns';
import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Attempt } from '@huzhu/domain/job/attempt';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { referenceTerm } from '../application/reference-term.ts';
import type { Services } from '../services.ts';
import { ImportCounter, type ReportProgress } from './import-counter.ts';
import { rosterContext } from './roster-context.ts';
import type { SealedRosterEvent } from './roster-event.ts';
import { rowsOfBoth, rowsOfVersion, sealed, sealedRowsOfFile } from './roster-sources.ts';

type SheetEvent = Extract<SealedRosterEvent, { kind: 'sheet' }>;

const NO_SHEET = { sheet: '', date1904: false, layout: null };

export interface ImportAttempt extends Attempt {
  readonly rosterVersionId: string;
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
}

/**
 * Reads, checks and stores one roster version. May be run again at any time after a crash: what an earlier attempt
 * left is removed first, a version that counts already is left alone, and every write is fenced by the attempt's token.
 * The version counts only when the whole file was read, so that no part of a file is ever taken for a roster.
 * @throws FileRefused when the file as a whole is refused (final); AttemptFenced when another attempt has taken over
 */
export async function importRoster(services: Services, attempt: ImportAttempt): Promise<void> {
  const task = await loadTask(services, attempt.rosterVersionId);
  if (!task) return;
  const { version, application, source, stored } = task;
  const target: RosterTarget = {
    jobId: attempt.jobId,
    attemptToken: attempt.attemptToken,
    rosterVersionId: version.id,
    unitId: application.unitId,
  };
  const { sql } = services.db;
  const context = rosterContext(application, await services.clock.today());
  const counter = new ImportCounter(attempt.report);
  counter.stage('reading');
  await clearRosterRows(sql, target);
  const { signal } = attempt;
  const { idCipherKeys, idHashKeys } = services;
  const sealing = {
    place: { rosterVersionId: version.id, unitId: application.unitId },
    idCipherKeys,
    idHashKeys,
  };
  const events = !source
    ? sealedRowsOfFile(services, stored, context, sealing, signal)
    : version.addsFile
      ? sealed(rowsOfBoth(services, source, stored, context, signal), sealing)
      : sealed(rowsOfVersion(services, source, context, signal), sealing);
  let sheet: Pick<SheetEvent, 'sheet' | 'date1904' | 'layout' | 'mapping'> = NO_SHEET;
  try {
    for await (const event of events) {
      attempt.signal.throwIfAborted();
      if (event.kind === 'sheet') {
        // Rather than double or replace what it was made from, it is merged, and the user sees the differences before.
        if (event.keyed && application.rosterVersionId && !version.ignoresKeys) {
          throw new FileRefused('ANNOTATED_ROSTER');
        }
        sheet = event;
        counter.begin(event.rowsTotal);
      } else if (event.kind === 'batch') {
        await copyRosterLines(sql, target, event.lines);
        counter.add(event.counts);
      } else {
        counter.stage('matching');
        const twins = event.twins.map(([rowNumber, issue]) => ({ ...issue, rowNumber }));
        await copyRowIssues(sql, target, twins);
        await copyRowIssues(sql, target, await overlaps(services, version.id, application, context.today));
        await publishRoster(sql, target, {
          applicationId: application.id,
          sheet: sheet.sheet,
          date1904: sheet.date1904,
          mapping: sheet.mapping,
          layout: sheet.layout,
          dataRows: event.dataRows,
          skippedRows: event.skipped,
          referenceDate: context.effectiveDate,
          today: context.today,
          copiedFrom: version.copiedFrom,
        });
        counter.stage('done');
      }
    }
  } catch (error) {
    if (error instanceof FileRefused) await discardRoster(sql, version.id);
    throw error;
  }
}

/** What there is to import; undefined when nothing is left to do (it counts already, or was given up). */
async function loadTask(services: Services, rosterVersionId: string) {
  return withScope(services.db, { all: true }, async (tx) => {
    const version = await readRosterVersion(tx, rosterVersionId);
    if (!version || version.publishedAt || version.discardedAt) return undefined;
    const application = await readApplication(tx, { id: version.applicationId });
    const file = await readFileRecord(tx, version.fileId);
    if (!application || !file) return undefined;
    const source = version.copiedFrom ? await readRosterVersion(tx, version.copiedFrom) : undefined;
    const said: SaidColumns = version.mapping
      ? { chosen: version.mapping }
      : { remembered: await readHeaderMappings(tx, application.unitId) };
    return { version, application, source, stored: { storageKey: file.storageKey, said } };
  });
}

type Application = NonNullable<Awaited<ReturnType<typeof loadTask>>>['application'];

async function overlaps(services: Services, rosterVersionId: string, application: Application, today: CalendarDate) {
  const { start, end } = referenceTerm(application, today);
  if (!end) return [];
  return checkOverlaps(services.db.sql, { applicationId: application.id, rosterVersionId, start, end });
}
