import { recordEvent } from '@huzhu/db/audit/record-event';
import type { Transaction } from '@huzhu/db/connect';
import type { Actor } from '../access/actor.ts';

/** One act at the queue desk. It belongs to no unit: whoever did it belongs to none. */
export async function recordDeskEvent(
  tx: Transaction,
  actor: Actor,
  event: {
    readonly action: string;
    readonly subjectType: 'job' | 'queue';
    readonly subjectId: string;
    readonly fromState?: string;
    readonly toState?: string;
    readonly reason?: string;
    readonly details?: Record<string, unknown>;
    readonly requestId?: string;
  },
): Promise<void> {
  await recordEvent(tx, {
    ...event,
    staffId: actor.staffId,
    staffName: actor.name,
    // Whatever else the account may be, here it acts as this.
    role: 'system_admin',
    address: actor.address,
  });
}
