import type { Processor } from '@huzhu/jobs/runtime/run-attempt';
import { importLedger } from '@huzhu/operations/ledger/import-ledger';
import type { Services } from '@huzhu/operations/services';

/** Reads and stores an uploaded 社保台账. */
export function importLedgerProcessor(services: Services): Processor<'import-ledger'> {
  return ({ payload, attempt, signal, progress }) =>
    importLedger(services, { ...attempt, ledgerVersionId: payload.ledgerVersionId, signal, report: progress });
}
