import { readCurrentLedger, readLatestLedgerImport } from '@huzhu/db/ledger/ledger-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { LedgerStatus } from '@huzhu/domain/ledger/ledger.schema';
import { requiredLedgerPercent } from '@huzhu/domain/ledger/participation';
import { type Actor, scopeOf } from '../access/actor.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';

/** The state of an application's 社保台账: read on load, after every tick of the progress stream, after every change of the roster. */
export async function getLedgerStatus(services: Services, actor: Actor, number: string): Promise<LedgerStatus> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    const latest = await readLatestLedgerImport(tx, application.id);
    // The version itself is asked first: it may have been published after the application was read, and nobody would ask again.
    const counts = latest?.version.publishedAt ? latest.version.id : application.ledgerVersionId;
    const current = counts ? await readCurrentLedger(tx, counts) : undefined;
    return {
      upload: latest
        ? {
            importId: latest.version.id,
            fileName: latest.file.name,
            importedAt: latest.version.createdAt.toISOString(),
            state: latest.job.state,
            rowsDone: latest.job.done,
            rowsTotal: latest.job.total,
            failure: latest.job.errorCode
              ? { code: latest.job.errorCode, sentence: latest.job.errorSentence ?? '' }
              : null,
          }
        : null,
      current: current
        ? {
            fileName: current.fileName,
            importedAt: current.createdAt.toISOString(),
            month: current.month,
            persons: current.persons,
            requiredPercent: requiredLedgerPercent(application.plans.map((line) => line.version)),
          }
        : null,
    };
  });
}

/** The job behind the newest ledger, to be watched; undefined when none was uploaded yet. */
export async function ledgerJobOf(services: Services, actor: Actor, number: string): Promise<string | undefined> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    return (await readLatestLedgerImport(tx, application.id))?.job.id;
  });
}
