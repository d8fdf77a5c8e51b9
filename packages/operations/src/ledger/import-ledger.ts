import { readApplication } from '@huzhu/db/application/read-application';
import { sealText } from '@huzhu/db/crypto/id-cipher';
import { createIdHasher } from '@huzhu/db/crypto/id-hash';
import { ledgerHashText } from '@huzhu/db/crypto/ledger-hash-text';
import { readFileRecord } from '@huzhu/db/file/insert-file';
import {
  clearLedgerRows,
  copyLedgerBatch,
  discardLedger,
  type LedgerTarget,
  publishLedger,
  type SealedLedgerRow,
} from '@huzhu/db/ledger/copy-ledger';
import { readLedgerVersion } from '@huzhu/db/ledger/ledger-version-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { Attempt } from '@huzhu/domain/job/attempt';
import { comparableName } from '@huzhu/domain/ledger/ledger-person';
import type { LedgerRow } from '@huzhu/domain/ledger/read-ledger-row';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { readWholeFile } from '@huzhu/files/read-file';
import type { Services } from '../services.ts';
import { readLedgerInThread } from './read-ledger.ts';

export interface LedgerAttempt extends Attempt {
  readonly ledgerVersionId: string;
  readonly signal: AbortSignal;
  readonly report: (progress: {
    readonly stage: string;
    readonly done: number;
    readonly total: number | null;
    readonly detail: Record<string, number>;
  }) => void;
}

/**
 * Reads and stores one 社保台账, then judges the roster by it. May be run again at any time after a crash, as importRoster.
 * @throws FileRefused when the file as a whole is refused (final); AttemptFenced when another attempt has taken over
 */
export async function importLedger(services: Services, attempt: LedgerAttempt): Promise<void> {
  const task = await loadTask(services, attempt.ledgerVersionId);
  if (!task) return;
  const { version, application, storageKey } = task;
  const target: LedgerTarget = {
    jobId: attempt.jobId,
    attemptToken: attempt.attemptToken,
    ledgerVersionId: version.id,
    unitId: application.unitId,
  };
  const { sql } = services.db;
  const seal = createLedgerSealer(services);
  let done = 0;
  let total: number | null = null;
  let sheet = '';
  const report = (stage: string) => attempt.report({ stage, done, total, detail: {} });
  report('reading');
  await clearLedgerRows(sql, target);
  // In memory only: at rest the file stays encrypted, and its plain bytes never touch a disk.
  const file = await readWholeFile(services.storage, services.fileKeys, storageKey);
  try {
    for await (const event of readLedgerInThread(file, { signal: attempt.signal })) {
      attempt.signal.throwIfAborted();
      if (event.kind === 'sheet') {
        sheet = event.sheet;
        total = event.rowsTotal;
        report('checking');
      } else if (event.kind === 'rows') {
        await copyLedgerBatch(sql, target, event.rows.map(seal));
        done += event.rows.length;
        report('checking');
      } else {
        report('matching');
        await publishLedger(sql, target, {
          applicationId: application.id,
          sheet,
          dataRows: event.dataRows,
          today: await services.clock.today(),
        });
        report('done');
      }
    }
  } catch (error) {
    if (error instanceof FileRefused) await discardLedger(sql, version.id);
    throw error;
  }
}

/** A function that turns lines into what is stored: the number sealed, and hashed as the roster's are. */
export function createLedgerSealer(keys: Pick<Services, 'idCipherKeys' | 'idHashKeys'>) {
  const hash = createIdHasher(keys.idHashKeys);
  return ({ key, ...row }: LedgerRow): SealedLedgerRow => ({
    ...row,
    nameKey: comparableName(row.name),
    idHash: hash(ledgerHashText(key)),
    idCipher: sealText(keys.idCipherKeys, 'id-number', key),
  });
}

/** What there is to import; undefined when nothing is left to do (it counts already, or was given up). */
async function loadTask(services: Services, ledgerVersionId: string) {
  return withScope(services.db, { all: true }, async (tx) => {
    const version = await readLedgerVersion(tx, ledgerVersionId);
    if (!version || version.publishedAt || version.discardedAt) return undefined;
    const application = await readApplication(tx, { id: version.applicationId });
    const file = await readFileRecord(tx, version.fileId);
    return application && file ? { version, application, storageKey: file.storageKey } : undefined;
  });
}
