import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { noDelaySocket } from './no-delay-socket.ts';
import * as schema from './schema.ts';

type Schema = typeof schema;

/** int8 arrives as a number: ids and counts stay below 2^53. */
export type Sql = postgres.Sql<{ bigint: number }>;
export type Orm = PostgresJsDatabase<Schema>;
export type Transaction = Parameters<Parameters<Orm['transaction']>[0]>[0];

/**
 * A pool of connections, seen twice. `orm` for everything ordinary; `sql` for COPY, LISTEN and set-based statements.
 * drizzle switches off postgres.js' handling of dates and json for both: in `sql`, timestamps come as text, and a json
 * parameter is passed as `${JSON.stringify(value)}::text::jsonb`.
 */
export interface Database {
  readonly sql: Sql;
  readonly orm: Orm;
  /** Waits up to 5 s for running queries, then cuts them. */
  close(): Promise<void>;
}

export interface ConnectOptions {
  /** Connections in the pool; default 10. */
  readonly max?: number;
  /** Shown in pg_stat_activity. */
  readonly name?: string;
  /** Default 30 s. */
  readonly statementTimeoutMs?: number;
  /** Default 5 s: a lock that is not had by then is reported as BUSY and tried again by the user. */
  readonly lockTimeoutMs?: number;
  /** Default 10 s: a worker that was stopped (SIGSTOP) in a transaction must not hold its locks. */
  readonly idleInTransactionMs?: number;
}

/** Opens nothing yet: the first query connects. Refused connections fail within a second, silent ones after 8 s. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const sql = postgres(url, {
    max: options.max ?? 10,
    // Missing from postgres.js' types (3.4.9), told of in its README.
    ...({ socket: noDelaySocket() } as object),
    connect_timeout: 8,
    keep_alive: 5,
    // postgres.js would wait up to 20 s after some failures; a query must not hang longer than 10 s.
    backoff: (attempt) => Math.min(0.1 * attempt, 1),
    onnotice: () => {},
    types: {
      bigint: {
        to: 20,
        from: [20],
        serialize: (value: number) => String(value),
        parse: (text: string) => Number(text),
      },
    },
    connection: {
      application_name: options.name ?? 'huzhu',
      statement_timeout: options.statementTimeoutMs ?? 30_000,
      lock_timeout: options.lockTimeoutMs ?? 5_000,
      idle_in_transaction_session_timeout: options.idleInTransactionMs ?? 10_000,
      // ISO dates whatever the server's setting, so that date columns are CalendarDate strings.
      DateStyle: 'ISO, YMD',
      TimeZone: 'UTC',
    },
  });
  const orm = drizzle(sql, { schema, casing: 'snake_case' });
  return { sql, orm, close: () => sql.end({ timeout: 5 }) };
}
