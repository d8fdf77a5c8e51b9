import { DomainError } from '@huzhu/domain/error/domain-error';
import { sqlStateOf } from './sql-state.ts';

/**
 * What is over in a moment: a lock that was not had in time, a statement cut off, too many connections, a server that
 * stops or starts; and a deadlock or serialization failure that outlived its retries.
 */
const PASSING_STATES = /^(08...|40001|40P01|53300|55P03|57014|57P0[1-5]|25P03|25P04)$/;
/** As postgres.js and node name a connection that is not there. */
const LOST_CONNECTION =
  /^(CONNECTION_(CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/;

/** After these the server closes the connection. */
const FATAL_STATES = /^(08...|57P0[1245]|25P0[34])$/;

/**
 * BUSY for an error of the database that waiting cures, with the error as its cause; anything else as it is. Here and
 * nowhere else, so that a full house is a sentence and not a bug.
 */
export function asBusy(error: unknown): unknown {
  if (!PASSING_STATES.test(sqlStateOf(error)) && !isConnectionLost(error)) return error;
  const busy = new DomainError('BUSY');
  busy.cause = error;
  return busy;
}

export function isConnectionLost(error: unknown): boolean {
  if (FATAL_STATES.test(sqlStateOf(error))) return true;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && LOST_CONNECTION.test(cause.code)) return true;
  }
  return false;
}
