import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import { changeApplication } from '@huzhu/db/application/write-application';
import type { Transaction } from '@huzhu/db/connect';
import {
  APPLICATION_STATES,
  APPLICATION_TRANSITIONS,
  type ApplicationEvent,
  type ApplicationState,
  advance,
  mayCause,
} from '@huzhu/domain/application/application-state';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Mover, mayActFor } from '../access/actor.ts';
import { recordApplicationEvent } from './record-application-event.ts';

type Fields = Parameters<typeof changeApplication>[2];

/**
 * The one door through which an application changes state: the table decides whether the event is legal and who may
 * cause it, one conditional update on (state, version) makes the move, one audit event tells of it.
 * @throws FORBIDDEN, ILLEGAL_TRANSITION, STALE_VERSION
 */
export async function moveApplication(
  tx: Transaction,
  actor: Mover,
  application: ApplicationRecord,
  event: ApplicationEvent,
  options: {
    readonly fields?: Fields;
    readonly reason?: string;
    /** Absent for a timer. */
    readonly requestId?: string;
    readonly details?: Record<string, unknown>;
  },
): Promise<void> {
  const to = requireMove(actor, application, event);
  const moved = await changeApplication(tx, application, { ...options.fields, state: to });
  if (moved === undefined) throw new DomainError('STALE_VERSION');
  await recordApplicationEvent(tx, actor, application, {
    action: APPLICATION_TRANSITIONS[event].label,
    from: application.state,
    to,
    by: APPLICATION_TRANSITIONS[event].by,
    ...(options.requestId ? { requestId: options.requestId } : {}),
    ...(options.reason ? { reason: options.reason } : {}),
    ...(options.details ? { details: options.details } : {}),
  });
}

/**
 * The state after the event. First who, then when: to somebody who may not move it at all the state is no answer.
 * @throws FORBIDDEN, ILLEGAL_TRANSITION
 */
export function requireMove(
  actor: Mover,
  application: Pick<ApplicationRecord, 'unitId' | 'state'>,
  event: ApplicationEvent,
): ApplicationState {
  // A manager may act as operator of the own unit (domain.md, Who uses it).
  const roles = mayActFor(actor, application.unitId)
    ? (['operator', ...actor.roles] as const)
    : actor.roles.filter((role) => role !== 'operator');
  if (!mayCause(roles, event)) throw new DomainError('FORBIDDEN');
  const to = advance(application.state, event);
  if (!to) throw new DomainError('ILLEGAL_TRANSITION', { state: APPLICATION_STATES[application.state] });
  return to;
}
