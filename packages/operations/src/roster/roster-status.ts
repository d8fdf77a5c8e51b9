import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { countCauses, countRows } from '@huzhu/db/roster/count-rows';
import { readImportOf, readLatestImport } from '@huzhu/db/roster/roster-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { ISSUE_CODES } from '@huzhu/domain/roster/issue-codes';
import { offeredFixes } from '@huzhu/domain/roster/offered-fixes';
import { importStage, type RosterStatus } from '@huzhu/domain/roster/roster.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import { isRunning } from '../application/current-roster.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';
import { columnMappingOf } from './mappable-import.ts';
import { plansOf } from './roster-context.ts';

/** The state of an application's roster: read on load, after every tick of the progress stream, after every correction. */
export async function getRosterStatus(services: Services, actor: Actor, number: string): Promise<RosterStatus> {
  return withScope(services.db, scopeOf(actor), async (tx) => rosterStatusOf(tx, await loadApplication(tx, number)));
}

export async function rosterStatusOf(tx: Transaction, application: ApplicationRecord): Promise<RosterStatus> {
  const latest = await readLatestImport(tx, application.id);
  if (!latest) return { roster: null };
  // An import that was stopped or refused leaves the roster before it in force: that one is told of.
  const failed = latest.job.state === 'failed' || latest.job.state === 'cancelled';
  const earlier =
    failed && application.rosterVersionId ? await readImportOf(tx, application.rosterVersionId) : undefined;
  const { version, file, job } = earlier ?? latest;
  const running = isRunning(latest);
  // While a file is read its own counters tell; afterwards the rows do, those of the version that counts.
  // The version itself is asked first: it may have been published after the application was read.
  const counted = running ? undefined : version.publishedAt ? version.id : (application.rosterVersionId ?? undefined);
  const counts = counted ? await countRows(tx, counted) : countsFrom(job.progress);
  const plans = plansOf(application);
  const causes = counted ? await countCauses(tx, counted) : [];
  return {
    roster: {
      importId: version.id,
      fileName: file.name,
      fileSize: file.size,
      importedAt: version.createdAt.toISOString(),
      sheet: version.sheet,
      state: job.state,
      stage: importStage.safeParse(job.stage).data ?? 'uploaded',
      rowsDone: job.done,
      rowsTotal: job.total,
      ...(running ? pace(job) : NO_PACE),
      failure: job.errorCode ? { code: job.errorCode, sentence: job.errorSentence ?? '' } : null,
      counts: {
        rows: counts.rows,
        clean: counts.clean,
        errorRows: counts.errorRows,
        warningRows: counts.warningRows,
        corrected: counts.corrected,
        deleted: counts.deleted,
      },
      causes: causes.map(({ fields, ...cause }) => ({
        ...cause,
        cause: ISSUE_CODES[cause.code].cause,
        fixable: fields.some((field) => offeredFixes(cause.code, field, plans).length > 0),
      })),
      frozen: version.frozenAt !== null,
      rechecking: running && version.copiedFrom !== null && !version.addsFile,
      columnMapping: columnMappingOf(latest, version.mapping),
      setback:
        earlier && latest.version.mergeId === null
          ? {
              importId: latest.version.id,
              state: latest.job.state,
              fileName: latest.file.name,
              code: latest.job.errorCode ?? '',
              sentence: latest.job.errorSentence ?? '',
            }
          : null,
    },
  };
}

type ImportJob = NonNullable<Awaited<ReturnType<typeof readLatestImport>>>['job'];

function countsFrom(progress: Readonly<Record<string, number | string | null>>) {
  const count = (key: string) => Number(progress[key] ?? 0);
  return {
    rows: count('rows'),
    clean: count('clean'),
    errorRows: count('errorRows'),
    warningRows: count('warningRows'),
    corrected: 0,
    deleted: 0,
  };
}

const NO_PACE = { rowsPerSecond: null, secondsLeft: null };

/** As the import itself measured it (ImportCounter). */
function pace({ done, total, progress }: Pick<ImportJob, 'done' | 'total' | 'progress'>) {
  const perSecond = Number(progress.rowsPerSecond ?? 0);
  if (perSecond === 0) return NO_PACE;
  const left = total === null ? null : Math.max(0, Math.ceil((total - done) / perSecond));
  return { rowsPerSecond: perSecond, secondsLeft: left };
}

/** The job behind the newest import, to be watched; undefined when nothing was imported yet. */
export async function rosterJobOf(services: Services, actor: Actor, number: string): Promise<string | undefined> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    return (await readLatestImport(tx, application.id))?.job.id;
  });
}
