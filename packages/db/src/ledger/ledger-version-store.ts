import { and, countDistinct, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { file } from '../file/file.table.ts';
import { job } from '../job/job.table.ts';
import { rosterRow, rowIssue } from '../roster/roster.table.ts';
import { ledgerVersion } from './ledger.table.ts';

export type LedgerVersionRecord = typeof ledgerVersion.$inferSelect;

const unfinished = and(isNull(ledgerVersion.publishedAt), isNull(ledgerVersion.discardedAt));

/** The import of these very bytes that is still being read, if any: a second upload of them joins it. */
export async function findImportingLedger(
  tx: Transaction,
  applicationId: number,
  fileHash: Uint8Array,
): Promise<{ id: string } | undefined> {
  const [row] = await tx
    .select({ id: ledgerVersion.id })
    .from(ledgerVersion)
    .where(and(eq(ledgerVersion.applicationId, applicationId), eq(ledgerVersion.fileHash, fileHash), unfinished));
  return row;
}

/** Makes a version; every other unfinished import of the application gives way to it. */
export async function insertLedgerVersion(
  tx: Transaction,
  values: typeof ledgerVersion.$inferInsert,
): Promise<{ id: string }> {
  const [row] = await tx.insert(ledgerVersion).values(values).returning({ id: ledgerVersion.id });
  if (!row) throw new Error('the ledger version was not inserted');
  await tx
    .update(ledgerVersion)
    .set({ discardedAt: sql`now()` })
    .where(and(eq(ledgerVersion.applicationId, values.applicationId), ne(ledgerVersion.id, row.id), unfinished));
  return row;
}

export async function readLedgerVersion(tx: Transaction, id: string): Promise<LedgerVersionRecord | undefined> {
  const [row] = await tx.select().from(ledgerVersion).where(eq(ledgerVersion.id, id));
  return row;
}

/** The newest import of a ledger with its file and its job, whatever became of it. */
export async function readLatestLedgerImport(tx: Transaction, applicationId: number) {
  const [row] = await tx
    .select({ version: ledgerVersion, file: { name: file.name }, job })
    .from(ledgerVersion)
    .innerJoin(file, eq(file.id, ledgerVersion.fileId))
    .innerJoin(job, and(eq(job.subjectType, 'ledger_version'), eq(job.subjectId, sql`${ledgerVersion.id}::text`)))
    .where(eq(ledgerVersion.applicationId, applicationId))
    .orderBy(desc(ledgerVersion.createdAt), desc(job.createdAt))
    .limit(1);
  return row;
}

/** The ledger that counts, with what participation is counted by. */
export async function readCurrentLedger(tx: Transaction, ledgerVersionId: string) {
  const [row] = await tx
    .select({
      fileName: file.name,
      createdAt: ledgerVersion.createdAt,
      month: ledgerVersion.latestMonth,
      persons: ledgerVersion.persons,
    })
    .from(ledgerVersion)
    .innerJoin(file, eq(file.id, ledgerVersion.fileId))
    .where(eq(ledgerVersion.id, ledgerVersionId));
  return row;
}

/** Active rows that stand on evidence instead of the ledger. */
export async function countEvidenceRows(tx: Transaction, rosterVersionId: string): Promise<number> {
  const [row] = await tx
    .select({ n: countDistinct(rowIssue.rowNumber) })
    .from(rowIssue)
    .innerJoin(
      rosterRow,
      and(
        eq(rosterRow.rosterVersionId, rowIssue.rosterVersionId),
        eq(rosterRow.rowNumber, rowIssue.rowNumber),
        eq(rosterRow.state, 'active'),
      ),
    )
    .where(
      and(
        eq(rowIssue.rosterVersionId, rosterVersionId),
        inArray(rowIssue.code, ['NOT_IN_LEDGER', 'LEDGER_STOPPED', 'LEDGER_STALE']),
        eq(rowIssue.severity, 'warning'),
      ),
    );
  return row?.n ?? 0;
}
