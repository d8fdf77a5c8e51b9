import type { Sql } from '../connect.ts';
import type { SqlTransaction } from '../job/hold-attempt.ts';
import { leaveToClose } from './leave-to-close.ts';
import { retryTransaction } from './retry-transaction.ts';

/** A transaction of plain SQL for the worker, run again after a deadlock or serialization failure (three times in all). */
export function inTransaction<T>(sql: Sql, work: (tx: SqlTransaction) => Promise<T>): Promise<T> {
  return retryTransaction(
    (begun) =>
      sql.begin((tx) => {
        begun();
        return leaveToClose(work(tx));
      }) as Promise<T>,
  );
}
