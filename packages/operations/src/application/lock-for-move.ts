import { type ApplicationRecord, readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import type { ApplicationEvent } from '@huzhu/domain/application/application-state';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { Actor } from '../access/actor.ts';
import { requireMove } from './move-application.ts';

/**
 * Locks an application for an act that does more than move it, and refuses early what moveApplication would refuse at the
 * end.
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
  requireMove(actor, application, event);
  if (application.version !== input.version) throw new DomainError('STALE_VERSION');
  return application;
}
