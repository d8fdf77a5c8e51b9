import { setTimeout as delay } from 'node:timers/promises';
import { connect, type Database } from '@huzhu/db/connect';

/**
 * Places inside a transaction of the product where it can be held for a moment, so that a fault falls exactly there:
 * a trigger waits for an advisory lock that the test has. The product knows nothing of it; its lock_timeout of 5 s goes on.
 */
const POINTS = {
  /** The worker has claimed the job and stored nothing yet. */
  start: { id: 1, trigger: 'before delete on row_issue for each statement' },
  /** The worker is inside the third COPY; the two before it are committed. */
  'mid-parse': { id: 2, trigger: 'before insert on roster_row for each row when (new.row_number = 600)' },
  /** The worker is about to commit the transaction that makes the roster count. */
  'before commit': {
    id: 3,
    trigger: 'after update on roster_version for each row when (new.published_at is distinct from old.published_at)',
  },
  /** The API is about to commit an upload. */
  'upload before commit': { id: 4, trigger: 'after insert on outbox for each row' },
  /** The worker has rendered a 缴费通知书 and is about to keep it. */
  paper: { id: 5, trigger: "before insert on file for each row when (new.kind = 'payment-notice')" },
  /** The worker is inside the transaction that begins a supplement's cover. */
  endorsement: { id: 6, trigger: 'before insert on endorsement for each row' },
} as const;

export type FaultPoint = keyof typeof POINTS;

const CLASS = 7300;

export async function installFaultPoints(owner: Database): Promise<void> {
  await owner.sql.unsafe(`
    create function fault_point() returns trigger language plpgsql security definer as $$
      begin
        perform pg_advisory_xact_lock_shared(${CLASS}, tg_argv[0]::int);
        return case when tg_when = 'BEFORE' and tg_level = 'ROW' then new end;
      end $$;
    ${Object.values(POINTS)
      .map(({ id, trigger }) => {
        const [when, scope] = trigger.split(' for each ');
        return `create trigger fault_point_${id} ${when} for each ${scope} execute function fault_point('${id}');`;
      })
      .join('\n')}`);
}

export interface Hold {
  /** Settles when somebody stands at the point. */
  reached(patienceMs?: number): Promise<void>;
  /** Harmless when the server that had the lock is gone. */
  release(): Promise<void>;
}

/** Whoever comes to the point waits there until it is released. */
export async function holdAt(point: FaultPoint, ownerUrl: string): Promise<Hold> {
  const { id } = POINTS[point];
  const holder = connect(ownerUrl, { max: 1, name: 'fault-holder' });
  const watcher = connect(ownerUrl, { max: 1, name: 'fault-watcher' });
  await holder.sql`select pg_advisory_lock(${CLASS}, ${id})`;
  return {
    async reached(patienceMs = 30_000) {
      const until = Date.now() + patienceMs;
      for (;;) {
        const waiting = await watcher.sql`
          select 1 from pg_locks where locktype = 'advisory' and classid = ${CLASS} and objid = ${id} and not granted`;
        if (waiting.length > 0) return;
        if (Date.now() > until) throw new Error(`nobody came to the point "${point}" within ${patienceMs} ms`);
        await delay(10);
      }
    },
    async release() {
      await Promise.all([holder.close(), watcher.close()].map((closing) => closing.catch(() => {})));
    },
  };
}
