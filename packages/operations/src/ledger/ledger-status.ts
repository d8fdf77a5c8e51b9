import { countActiveRows, readLatestLedgerImport } from '@huzhu/db/ledger/ledger-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { LedgerStatus } from '@huzhu/domain/ledger/ledger.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import { ledgerFacts } from '../application/ledger-facts.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';

/** The state of an application's 社保台账: read on load, after every tick of the progress stream, after every change of the roster. */
export async function getLedgerStatus(services: Services, actor: Actor, number: string): Promise<LedgerStatus> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    const latest = await readLatestLedgerImport(tx, application.id);
    const persons = application.rosterVersionId ? await countActiveRows(tx, application.rosterVersionId) : 0;
    const { current } = await ledgerFacts(tx, application, persons);
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
            participation: persons > 0 ? current.participation : null,
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
