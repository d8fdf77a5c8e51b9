import { isConnectionLost } from './database-busy.ts';

/**
 * Keeps the process running when the database goes away while a connection to it is being opened. postgres.js 3.4.9 asks every
 * new connection for the array types and drops the promise of the answer (connection.js, fetchArrayTypes): lost just then, it
 * rejects where nobody can catch it. The query that wanted the connection is rejected as well and tells its caller; any
 * other rejection that nobody catches ends the process as ever. Reading no types was rejected: array parameters need them.
 */
export function outliveLostConnections(onLost: (error: unknown) => void): void {
  process.on('unhandledRejection', (reason) => {
    if (!isConnectionLost(reason)) throw reason;
    onLost(reason);
  });
}
