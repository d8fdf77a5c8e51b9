import { pipeline } from 'node:stream/promises';
import type { SqlTransaction } from '../job/hold-attempt.ts';

/**
 * Runs `copy … from stdin` over lines of copyLine, inside a transaction.
 *
 * postgres.js 3.4.9 never ends the stream when Postgres refuses the copy at its end (a unique key, a lost connection):
 * it rejects the query, whose promise was already resolved with the stream, and the writer waits for ever. So the
 * query's reject is listened to here; a test copies a row twice.
 */
export async function copyText(tx: SqlTransaction, statement: string, text: string): Promise<void> {
  const query = tx.unsafe(statement);
  const target = await query.writable();
  const refused = new Promise<never>((_resolve, reject) => {
    (query as unknown as { reject: (error: unknown) => void }).reject = reject;
  });
  await Promise.race([pipeline([Buffer.from(text)], target), refused]);
}
