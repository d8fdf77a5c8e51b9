import type { IssueCode } from '@huzhu/domain/roster/issue-codes';
import { and, asc, eq, exists, gt, ilike, inArray, like, or, type SQL, sql } from 'drizzle-orm';
import { likeLiteral } from '../column/like-literal.ts';
import type { Transaction } from '../connect.ts';
import { rosterRow, rowIssue } from './roster.table.ts';

export type RosterRowRecord = typeof rosterRow.$inferSelect;
export type RowIssueRecord = typeof rowIssue.$inferSelect;
export type RosterRowWithIssues = RosterRowRecord & { readonly issues: readonly RowIssueRecord[] };

export interface RowFilter {
  /** `deleted`: the deleted rows; everything else lists active ones. */
  readonly show: 'all' | 'errors' | 'warnings' | 'clean' | 'corrected' | 'deleted';
  readonly code?: IssueCode;
  /** Any of these. */
  readonly codes?: readonly IssueCode[];
  /** Part of a name, or of its pinyin from the start of a syllable: 张, zhangw, zw. */
  readonly name?: string;
  /** Keyed hashes of a whole number, under every key that is still known. */
  readonly idHashes?: readonly Uint8Array[];
}

/** A page of active rows after a row number (keyset), with their issues. */
export async function listRows(
  tx: Transaction,
  rosterVersionId: string,
  filter: RowFilter,
  page: { after: number; limit: number },
): Promise<RosterRowWithIssues[]> {
  const rows = await tx
    .select()
    .from(rosterRow)
    .where(and(rowCondition(rosterVersionId, filter), gt(rosterRow.rowNumber, page.after)))
    .orderBy(asc(rosterRow.rowNumber))
    .limit(page.limit);
  return withIssues(tx, rosterVersionId, rows);
}

/** How many rows match in all. Looks at every row of the roster: asked once for a list, not once for a page. */
export async function countMatching(tx: Transaction, rosterVersionId: string, filter: RowFilter): Promise<number> {
  return tx.$count(rosterRow, rowCondition(rosterVersionId, filter));
}

/** These rows in row order, whatever their state. @param options.lock holds them against concurrent edits */
export async function readRows(
  tx: Transaction,
  rosterVersionId: string,
  rowNumbers: readonly number[],
  options: { lock?: boolean } = {},
): Promise<RosterRowWithIssues[]> {
  if (rowNumbers.length === 0) return [];
  const query = tx
    .select()
    .from(rosterRow)
    .where(and(eq(rosterRow.rosterVersionId, rosterVersionId), inArray(rosterRow.rowNumber, [...rowNumbers])))
    .orderBy(asc(rosterRow.rowNumber));
  return withIssues(tx, rosterVersionId, await (options.lock ? query.for('update') : query));
}

/** The active rows of one person, by keyed hash. */
export async function readTwins(
  tx: Transaction,
  rosterVersionId: string,
  idHash: Uint8Array,
): Promise<RosterRowWithIssues[]> {
  const rows = await tx
    .select()
    .from(rosterRow)
    .where(
      and(eq(rosterRow.rosterVersionId, rosterVersionId), eq(rosterRow.idHash, idHash), eq(rosterRow.state, 'active')),
    )
    .orderBy(asc(rosterRow.rowNumber))
    .for('update');
  return withIssues(tx, rosterVersionId, rows);
}

/** Who stands on the list already: the active rows of these persons, without what else they say. */
export async function findPersons(
  tx: Transaction,
  rosterVersionId: string,
  idHashes: readonly Uint8Array[],
): Promise<Pick<RosterRowRecord, 'rowNumber' | 'name' | 'shares' | 'idHash'>[]> {
  if (idHashes.length === 0) return [];
  return tx
    .select({
      rowNumber: rosterRow.rowNumber,
      name: rosterRow.name,
      shares: rosterRow.shares,
      idHash: rosterRow.idHash,
    })
    .from(rosterRow)
    .where(
      and(
        eq(rosterRow.rosterVersionId, rosterVersionId),
        inArray(rosterRow.idHash, [...idHashes]),
        eq(rosterRow.state, 'active'),
      ),
    );
}

/** The next active row with an error after a row number, round the end to the first. */
export async function findNextErrorRow(
  tx: Transaction,
  rosterVersionId: string,
  after: number,
): Promise<number | null> {
  const first = async (from: number) => {
    const [row] = await tx
      .select({ rowNumber: rosterRow.rowNumber })
      .from(rosterRow)
      .where(and(rowCondition(rosterVersionId, { show: 'errors' }), gt(rosterRow.rowNumber, from)))
      .orderBy(asc(rosterRow.rowNumber))
      .limit(1);
    return row?.rowNumber ?? null;
  };
  // Two walks along the key, each of which stops at the first: an order that puts both in one would sort all errors.
  return (await first(after)) ?? (after > 0 ? first(0) : null);
}

async function withIssues(
  tx: Transaction,
  rosterVersionId: string,
  rows: RosterRowRecord[],
): Promise<RosterRowWithIssues[]> {
  if (rows.length === 0) return [];
  const issues = await tx
    .select()
    .from(rowIssue)
    .where(
      and(
        eq(rowIssue.rosterVersionId, rosterVersionId),
        inArray(
          rowIssue.rowNumber,
          rows.map((row) => row.rowNumber),
        ),
      ),
    )
    .orderBy(asc(rowIssue.id));
  const byRow = groupByRow(issues);
  return rows.map((row) => ({ ...row, issues: byRow.get(row.rowNumber) ?? [] }));
}

function groupByRow(issues: RowIssueRecord[]): Map<number, RowIssueRecord[]> {
  const groups = new Map<number, RowIssueRecord[]>();
  for (const issue of issues) {
    const group = groups.get(issue.rowNumber);
    if (group) group.push(issue);
    else groups.set(issue.rowNumber, [issue]);
  }
  return groups;
}

const PINYIN = /^[a-z\s]+$/i;
const HAS_CASE = /\p{Lu}|\p{Ll}/u;

/** Rows whose name holds the text, or its pinyin from the start of a syllable: 张, zhangw, zw. */
export function nameCondition(text: string): SQL | undefined {
  const part = likeLiteral(text);
  // To compare without case costs the lower-casing of every name: not where nothing has a case, nor in names of Han letters of
  // three bytes alone, which hold none.
  if (!HAS_CASE.test(text)) return like(rosterRow.name, `%${part}%`);
  const named = and(
    sql`octet_length(${rosterRow.name}) <> 3 * char_length(${rosterRow.name})`,
    ilike(rosterRow.name, `%${part}%`),
  );
  if (!PINYIN.test(part)) return named;
  return or(like(rosterRow.searchKey, `% ${part.replace(/\s/g, '').toLowerCase()}%`), named);
}

const hasIssue = (which: SQL): SQL =>
  exists(
    sql`(select 1 from ${rowIssue} where ${rowIssue.rosterVersionId} = ${rosterRow.rosterVersionId}
         and ${rowIssue.rowNumber} = ${rosterRow.rowNumber} and ${which})`,
  );

/** The rows of a filter, for a select or an update of roster_row. */
export function rowCondition(rosterVersionId: string, filter: RowFilter): SQL | undefined {
  const person = or(
    filter.name ? nameCondition(filter.name) : undefined,
    filter.idHashes?.length ? inArray(rosterRow.idHash, [...filter.idHashes]) : undefined,
  );
  return and(
    eq(rosterRow.rosterVersionId, rosterVersionId),
    eq(rosterRow.state, filter.show === 'deleted' ? 'deleted' : 'active'),
    filter.show === 'corrected' ? eq(rosterRow.corrected, true) : undefined,
    filter.show === 'errors' ? gt(rosterRow.errorCount, 0) : undefined,
    filter.show === 'warnings' ? gt(rosterRow.warningCount, 0) : undefined,
    filter.show === 'clean' ? and(eq(rosterRow.errorCount, 0), eq(rosterRow.warningCount, 0)) : undefined,
    filter.code ? hasIssue(eq(rowIssue.code, filter.code)) : undefined,
    filter.codes ? hasIssue(inArray(rowIssue.code, [...filter.codes])) : undefined,
    person,
  );
}
