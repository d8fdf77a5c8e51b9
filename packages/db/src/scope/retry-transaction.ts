import { isConnectionLost } from './database-busy.ts';
import { sqlStateOf } from './sql-state.ts';

/** deadlock_detected and serialization_failure: the transaction left no trace and may be run again. */
const RETRYABLE = new Set(['40P01', '40001']);

/**
 * Runs a transaction, again at most twice after a deadlock or serialization failure. Also when it could not even begin
 * because the connection was lost: nothing was done then; and postgres.js 3.4.9 keeps the last words of a connection that
 * the server ended and says them again to the first one who asks over its successor.
 * @param run calls `begun` as the first thing inside the transaction
 */
export async function retryTransaction<T>(run: (begun: () => void) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let hasBegun = false;
    try {
      return await run(() => {
        hasBegun = true;
      });
    } catch (error) {
      const harmless = RETRYABLE.has(sqlStateOf(error)) || (!hasBegun && isConnectionLost(error));
      if (attempt === 3 || !harmless) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt + Math.random() * 50));
    }
  }
}
