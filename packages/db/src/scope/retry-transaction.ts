/** deadlock_detected and serialization_failure: the transaction left no trace and may be run again. */
const RETRYABLE = new Set(['40P01', '40001']);

/** Runs a transaction, again at most twice after a deadlock or serialization failure. */
export async function retryTransaction<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (attempt === 3 || !RETRYABLE.has(sqlStateOf(error))) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt + Math.random() * 50));
    }
  }
}

/** The SQLSTATE of an error of postgres.js, also when drizzle has wrapped it; empty when it is no such error. */
export function sqlStateOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && cause.code.length === 5) return cause.code;
  }
  return '';
}
