import { and, desc, eq, isNull, ne, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { file } from '../file/file.table.ts';
import { job } from '../job/job.table.ts';
import { rosterVersion } from './roster.table.ts';

export type RosterVersionRecord = typeof rosterVersion.$inferSelect;

/** The import of these very bytes that is still being read, if any: a second upload of them joins it. */
export async function findImporting(
  tx: Transaction,
  applicationId: number,
  fileHash: Uint8Array,
): Promise<{ id: string } | undefined> {
  const [row] = await tx
    .select({ id: rosterVersion.id })
    .from(rosterVersion)
    .where(
      and(
        eq(rosterVersion.applicationId, applicationId),
        eq(rosterVersion.fileHash, fileHash),
        isNull(rosterVersion.publishedAt),
        isNull(rosterVersion.discardedAt),
      ),
    );
  return row;
}

export async function insertRosterVersion(
  tx: Transaction,
  values: typeof rosterVersion.$inferInsert,
): Promise<{ id: string }> {
  const [row] = await tx.insert(rosterVersion).values(values).returning({ id: rosterVersion.id });
  if (!row) throw new Error('the roster version was not inserted');
  return row;
}

/** Every other unfinished import of the application gives way to this one. */
export async function discardOtherImports(tx: Transaction, applicationId: number, keep: string): Promise<void> {
  await tx
    .update(rosterVersion)
    .set({ discardedAt: sql`now()` })
    .where(
      and(
        eq(rosterVersion.applicationId, applicationId),
        ne(rosterVersion.id, keep),
        isNull(rosterVersion.publishedAt),
        isNull(rosterVersion.discardedAt),
      ),
    );
}

export async function changeRosterVersion(
  tx: Transaction,
  id: string,
  fields: Partial<
    Pick<
      RosterVersionRecord,
      | 'sheet'
      | 'mapping'
      | 'date1904'
      | 'dataRows'
      | 'skippedRows'
      | 'publishedAt'
      | 'discardedAt'
      | 'frozenAt'
      | 'mergeId'
    >
  >,
): Promise<void> {
  await tx.update(rosterVersion).set(fields).where(eq(rosterVersion.id, id));
}

export async function readRosterVersion(tx: Transaction, id: string): Promise<RosterVersionRecord | undefined> {
  const [row] = await tx.select().from(rosterVersion).where(eq(rosterVersion.id, id));
  return row;
}

/** The newest import of an application with its file and its job, whatever became of it. */
export async function readLatestImport(tx: Transaction, applicationId: number) {
  return readImport(tx, eq(rosterVersion.applicationId, applicationId));
}

/** The import that made this version. */
export async function readImportOf(tx: Transaction, rosterVersionId: string) {
  return readImport(tx, eq(rosterVersion.id, rosterVersionId));
}

async function readImport(tx: Transaction, where: SQL) {
  const [row] = await tx
    .select({
      version: rosterVersion,
      file: { name: file.name, size: file.size },
      job,
    })
    .from(rosterVersion)
    .innerJoin(file, eq(file.id, rosterVersion.fileId))
    .innerJoin(job, and(eq(job.subjectType, 'roster_version'), eq(job.subjectId, sql`${rosterVersion.id}::text`)))
    .where(where)
    .orderBy(desc(rosterVersion.createdAt), desc(job.createdAt))
    .limit(1);
  return row;
}

/** This version and those that its rows were copied from, with the same numbers, newest first. */
export async function readLineage(tx: Transaction, rosterVersionId: string): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    with recursive lineage (id, copied_from, place) as (
      select id, copied_from, 0 from roster_version where id = ${rosterVersionId}
      union all
      select v.id, v.copied_from, l.place + 1 from roster_version v join lineage l on v.id = l.copied_from
    )
    select id from lineage order by place`);
  return rows.map((row) => row.id);
}

/** The version of this application that an act merged into its list. */
export async function findMerged(
  tx: Transaction,
  applicationId: number,
  mergeId: string,
): Promise<{ id: string } | undefined> {
  const [row] = await tx
    .select({ id: rosterVersion.id })
    .from(rosterVersion)
    .where(and(eq(rosterVersion.applicationId, applicationId), eq(rosterVersion.mergeId, mergeId)));
  return row;
}
