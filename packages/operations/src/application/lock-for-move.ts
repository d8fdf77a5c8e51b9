import { type ApplicationRecord, readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import {
  APPLICATION_STATES,
  type ApplicationEvent,
  advance,
  mayCause,
} from '@huzhu/domain/application/application-state';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { Actor } from '../access/actor.ts';

/**
 * Locks an application for a move that does more than move, and refuses early what moveApplication would refuse at the end:
 * who may not, an illegal state, a stale version.
 * @throws NOT_FOUND, FORBIDDEN, ILLEGAL_TRANSITION, STALE_VERSION
 */
export async function lockForMove(
  tx: Transaction,
  actor: Actor,
  input: { readonly number: string; readonly version: number },
  event: ApplicationEvent,
): Promise<ApplicationRecord> {
  const application = await readApplication(tx, { number: input.number }, { lock: true });
  if (!application) throw new DomainError('NOT_FOUND');
  if (!mayCause([...actor.roles, ...(actor.roles.includes('manager') ? (['operator'] as const) : [])], event)) {
    throw new DomainError('FORBIDDEN');
  }
  if (!advance(application.state, event)) {
    throw new DomainError('ILLEGAL_TRANSITION', { state: APPLICATION_STATES[application.state] });
  }
  if (application.version !== input.version) throw new DomainError('STALE_VERSION');
  return application;
}
