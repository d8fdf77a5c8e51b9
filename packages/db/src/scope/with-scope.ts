import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../connect.ts';
import { asBusy } from './database-busy.ts';
import { leaveToClose } from './leave-to-close.ts';
import { retryTransaction } from './retry-transaction.ts';

/**
 * The units whose rows somebody may see: all (the society's own roles), or these. Comes from the session only.
 * `queueDesk` is no unit's row at all: it opens the view and the functions of migration 0009, for a system administrator.
 */
export type Scope = { readonly all: true } | { readonly unitIds: readonly number[] } | { readonly queueDesk: true };

/**
 * One transaction in which row-level security lets exactly this scope through. Every query of huzhu_web runs in one.
 * Keep nothing but SQL in `fn`: it is run again after a deadlock or serialization failure (three times in all), and
 * after a lost connection postgres.js may go on over another one (stack.md, trap 12).
 * @throws DomainError BUSY when the database is away, or a lock or a statement took too long
 */
export async function withScope<T>(db: Database, scope: Scope, fn: (tx: Transaction) => Promise<T>): Promise<T> {
  const all = 'all' in scope ? 'on' : '';
  const units = 'unitIds' in scope ? scope.unitIds.map(asId).join(',') : '';
  const desk = 'queueDesk' in scope ? 'on' : '';
  return retryTransaction((begun) =>
    db.orm.transaction((tx) => {
      begun();
      const scoped = tx.execute(
        sql`select set_config('huzhu.all_units', ${all}, true), set_config('huzhu.units', ${units}, true),
          set_config('huzhu.queue_desk', ${desk}, true)`,
      );
      return leaveToClose(scoped.then(() => fn(tx)));
    }),
  ).catch((error: unknown) => {
    throw asBusy(error);
  });
}

function asId(id: number): number {
  if (!Number.isSafeInteger(id) || id < 1) throw new RangeError('a scope lists positive unit ids');
  return id;
}
