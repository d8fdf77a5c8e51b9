import { type ApplicationRecord, readApplication } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { APPLICATION_STATES, EDITABLE_STATES } from '@huzhu/domain/application/application-state';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Actor, requireActFor } from '../access/actor.ts';

/** The application of that number, or NOT_FOUND: a foreign one answers exactly as a missing one. */
export async function loadApplication(tx: Transaction, number: string): Promise<ApplicationRecord> {
  const application = await readApplication(tx, { number });
  if (!application) throw new DomainError('NOT_FOUND');
  return application;
}

/**
 * Locks an application that the actor is about to change and makes sure that it may be changed now.
 * @param version the version the page was filled from; absent for changes of the roster, which count their own revisions
 */
export async function lockForEdit(
  tx: Transaction,
  actor: Actor,
  number: string,
  version?: number,
): Promise<ApplicationRecord> {
  const application = await readApplication(tx, { number }, { lock: true });
  if (!application) throw new DomainError('NOT_FOUND');
  requireActFor(actor, application.unitId);
  if (!EDITABLE_STATES.includes(application.state)) {
    throw new DomainError('ILLEGAL_TRANSITION', { state: APPLICATION_STATES[application.state] });
  }
  if (version !== undefined && application.version !== version) throw new DomainError('STALE_VERSION');
  return application;
}
