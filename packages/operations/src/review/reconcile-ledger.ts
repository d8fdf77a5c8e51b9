import { countReconciliation } from '@huzhu/db/ledger/count-reconciliation';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { LedgerReconciliation } from '@huzhu/domain/review/review.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import { ledgerFacts } from '../application/ledger-facts.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';

const EMPTY: LedgerReconciliation = {
  rows: 0,
  agrees: 0,
  absent: 0,
  name: 0,
  stopped: 0,
  notEnrolled: 0,
  ledger: null,
};

/** 台账对照: match, missing, renamed, stopped or stale, and the participation ratio. Empty before a submission, or without a ledger. */
export async function reconcileLedger(services: Services, actor: Actor, number: string): Promise<LedgerReconciliation> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    const { rosterVersionId, ledgerVersionId, submittedAt } = application;
    if (!rosterVersionId || !ledgerVersionId || !submittedAt) return EMPTY;
    const { rows, absent, name, stopped, notEnrolled } = await countReconciliation(
      tx,
      rosterVersionId,
      ledgerVersionId,
    );
    const { current } = await ledgerFacts(tx, application, rows);
    return {
      rows,
      absent,
      name,
      stopped,
      notEnrolled,
      agrees: rows - absent - name - stopped,
      ledger: current
        ? { fileName: current.fileName, month: current.month, participation: current.participation }
        : null,
    };
  });
}
