import { type IssueCode, severityOf } from '@huzhu/domain/roster/issue-codes';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { recountIssues } from './recount-issues.ts';
import { rowIssue } from './roster.table.ts';
import type { LaterIssue } from './sealed-row.ts';

const BATCH = 1000;

/** Puts these findings in place of everything that a whole roster carried under the codes, and counts anew. */
export async function replaceIssuesOfCodes(
  tx: Transaction,
  at: { readonly rosterVersionId: string; readonly unitId: number },
  codes: readonly IssueCode[],
  findings: readonly LaterIssue[],
): Promise<void> {
  await tx
    .delete(rowIssue)
    .where(and(eq(rowIssue.rosterVersionId, at.rosterVersionId), inArray(rowIssue.code, [...codes])));
  for (let start = 0; start < findings.length; start += BATCH) {
    await tx.insert(rowIssue).values(
      findings.slice(start, start + BATCH).map((finding) => ({
        ...at,
        rowNumber: finding.rowNumber,
        code: finding.code,
        severity: severityOf(finding.code),
        field: finding.field,
        planCode: finding.planCode ?? null,
        details: finding.details,
      })),
    );
  }
  await recountIssues(tx, at.rosterVersionId);
}

/**
 * Name and 份数 of every active row whose person stands in several, by person.
 * @param rowNumbers only the persons of these rows; absent: everybody
 */
export async function readTwinGroups(
  tx: Transaction,
  rosterVersionId: string,
  rowNumbers?: readonly number[],
): Promise<{ rowNumber: number; name: string; shares: Record<string, number> }[][]> {
  const rows = await tx.execute<{
    group: number;
    row_number: number;
    name: string;
    shares: Record<string, number>;
  }>(sql`
    select "group", row_number, name, shares from (
      select dense_rank() over (order by id_hash)::int as "group", count(*) over (partition by id_hash) as twins,
        row_number, name, shares
      from roster_row where roster_version_id = ${rosterVersionId} and state = 'active' and id_hash is not null
        ${
          rowNumbers
            ? sql`and id_hash in (select id_hash from roster_row where roster_version_id = ${rosterVersionId}
                and row_number = any(${`{${rowNumbers.join(',')}}`}::int[]))`
            : sql``
        }
    ) person where twins > 1 order by "group", row_number`);
  const groups = new Map<number, { rowNumber: number; name: string; shares: Record<string, number> }[]>();
  for (const { group, row_number, name, shares } of rows) {
    const twins = groups.get(group) ?? [];
    twins.push({ rowNumber: row_number, name, shares });
    groups.set(group, twins);
  }
  return [...groups.values()];
}
