import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { file } from '../file/file.table.ts';
import { rosterRow } from '../roster/roster.table.ts';
import { rowEvidence } from './ledger.table.ts';

/** The evidence that stands beside a person of the application, with its file. */
export async function readEvidence(tx: Transaction, applicationId: number, ledgerHash: Uint8Array) {
  const [row] = await tx
    .select({ evidence: rowEvidence, file })
    .from(rowEvidence)
    .innerJoin(file, eq(file.id, rowEvidence.fileId))
    .where(and(eq(rowEvidence.applicationId, applicationId), eq(rowEvidence.ledgerHash, ledgerHash)));
  return row;
}

/** Which of these persons have evidence beside them, as hex of their ledger hash. */
export async function evidencedPersons(tx: Transaction, applicationId: number): Promise<ReadonlySet<string>> {
  const rows = await tx
    .select({ hash: rowEvidence.ledgerHash })
    .from(rowEvidence)
    .where(eq(rowEvidence.applicationId, applicationId));
  return new Set(rows.map((row) => Buffer.from(row.hash).toString('hex')));
}

/** Puts this file in place of whatever stood there. */
export async function putEvidence(tx: Transaction, values: typeof rowEvidence.$inferInsert): Promise<void> {
  await tx
    .insert(rowEvidence)
    .values(values)
    .onConflictDoUpdate({
      target: [rowEvidence.applicationId, rowEvidence.ledgerHash],
      set: { fileId: values.fileId, uploadedBy: values.uploadedBy, uploadedAt: sql`now()` },
    });
}

/** @returns whether there was any */
export async function removeEvidence(tx: Transaction, applicationId: number, ledgerHash: Uint8Array): Promise<boolean> {
  const rows = await tx
    .delete(rowEvidence)
    .where(and(eq(rowEvidence.applicationId, applicationId), eq(rowEvidence.ledgerHash, ledgerHash)))
    .returning({ id: rowEvidence.id });
  return rows.length > 0;
}

/** The active rows of the person: the evidence is the person's, and a person may stand on a roster twice (as a twin). */
export async function rowsOfPerson(
  tx: Transaction,
  rosterVersionId: string,
  ledgerHash: Uint8Array,
): Promise<number[]> {
  const rows = await tx
    .select({ rowNumber: rosterRow.rowNumber })
    .from(rosterRow)
    .where(
      and(
        eq(rosterRow.rosterVersionId, rosterVersionId),
        eq(rosterRow.ledgerHash, ledgerHash),
        eq(rosterRow.state, 'active'),
      ),
    );
  return rows.map((row) => row.rowNumber);
}
