import { pipeline } from 'node:stream/promises';
import type { SqlTransaction } from '../job/hold-attempt.ts';

/** Signature, flags and the length of a header extension, which there is none of. */
const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);

/**
 * Runs a `copy … from stdin (format binary)` over tuples of CopyEncoder, inside a transaction.
 *
 * postgres.js 3.4.9 never ends the stream when Postgres refuses the copy at its end (a unique key, a lost connection):
 * it rejects the query, whose promise was already resolved with the stream, and the writer waits for ever. So the
 * query's reject is listened to here; a test copies a row twice.
 */
export async function copyBinary(tx: SqlTransaction, statement: string, tuples: readonly Uint8Array[]): Promise<void> {
  const query = tx.unsafe(statement);
  const target = await query.writable();
  const refused = new Promise<never>((_resolve, reject) => {
    (query as unknown as { reject: (error: unknown) => void }).reject = reject;
  });
  await Promise.race([pipeline([HEADER, ...tuples, TRAILER], target), refused]);
}
