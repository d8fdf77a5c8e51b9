import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import { recordEvent } from '@huzhu/db/audit/record-event';
import type { Transaction } from '@huzhu/db/connect';
import type { ApplicationState } from '@huzhu/domain/application/application-state';
import { actingRole, type Mover } from '../access/actor.ts';

/** One line of 保单操作记录, in the transaction of the act. */
export async function recordApplicationEvent(
  tx: Transaction,
  actor: Mover,
  application: Pick<ApplicationRecord, 'number' | 'unitId'>,
  event: {
    readonly action: string;
    readonly from?: ApplicationState;
    readonly to?: ApplicationState;
    readonly reason?: string;
    readonly details?: Record<string, unknown>;
    readonly requestId?: string;
    /** Who may do this: of several roles, the one that allows it is recorded. */
    readonly by?: readonly string[];
  },
): Promise<void> {
  await recordEvent(tx, {
    staffId: actor.staffId,
    staffName: actor.name,
    role: actingRole(actor, event.by),
    action: event.action,
    unitId: application.unitId,
    subjectType: 'application',
    subjectId: application.number,
    fromState: event.from ?? null,
    toState: event.to ?? null,
    reason: event.reason ?? null,
    details: event.details ?? {},
    requestId: event.requestId ?? null,
    address: actor.address,
  });
}
