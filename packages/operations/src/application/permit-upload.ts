import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { lockForEdit } from './load-application.ts';
import { refuseOverQuota } from './refuse-over-quota.ts';

/** Refuses before a byte is stored: not one's own draft, an application that is closed, or too many uploads today. */
export async function permitUpload(services: Services, actor: Actor, number: string): Promise<void> {
  await withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, number);
    if (application.plans.length === 0) throw new DomainError('INPUT_INVALID');
    await refuseOverQuota(tx, services, actor, application.unitId);
  });
}
