import { isConnectionLost } from './database-busy.ts';

/**
 * The work of a transaction of postgres.js, which never settles once its connection is lost. `begin` itself rejects when
 * the connection closes; but did the work reject as well, postgres.js 3.4.9 would send ROLLBACK into the closed
 * connection, and that throws where nobody can catch it and ends the process. There is nothing to roll back: the server
 * has done so. A test ends its own connection.
 */
export function leaveToClose<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!isConnectionLost(error)) throw error;
    return new Promise<never>(() => {});
  });
}
