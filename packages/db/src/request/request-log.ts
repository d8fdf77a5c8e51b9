import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../connect.ts';
import { requestLog } from './request-log.table.ts';

export interface LoggedRequest {
  readonly staffId: number;
  readonly procedure: string;
  readonly bodyHash: Uint8Array;
  readonly answer: unknown;
}

/**
 * Claims a request id inside the transaction that does its work. A second transaction with the same id waits here for
 * the first, then gets its record; a rolled-back first leaves the id free.
 * @returns undefined when the id is new, else what was recorded for it
 */
export async function claimRequest(
  tx: Transaction,
  request: { requestId: string; staffId: number; procedure: string; bodyHash: Uint8Array },
): Promise<LoggedRequest | undefined> {
  const inserted = await tx
    .insert(requestLog)
    .values(request)
    .onConflictDoNothing()
    .returning({ id: requestLog.requestId });
  if (inserted.length > 0) return undefined;
  const [row] = await tx.select().from(requestLog).where(eq(requestLog.requestId, request.requestId));
  return row;
}

/** Records the answer that the same request id will get again. */
export async function answerRequest(tx: Transaction, requestId: string, answer: unknown): Promise<void> {
  // Through ::jsonb, because a bare JSON null would be taken for an SQL null.
  await tx
    .update(requestLog)
    .set({ answer: sql`${JSON.stringify(answer ?? null)}::jsonb` })
    .where(eq(requestLog.requestId, requestId));
}
