import { listEvents } from '@huzhu/db/audit/list-events';
import { withScope } from '@huzhu/db/scope/with-scope';
import { ROLE_NAMES } from '@huzhu/domain/access/role';
import type { auditEntry } from '@huzhu/domain/application/application.schema';
import type { ApplicationState } from '@huzhu/domain/application/application-state';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { loadApplication } from './load-application.ts';

/** 保单操作记录, newest first. */
export async function listTimeline(
  services: Services,
  actor: Actor,
  number: string,
): Promise<z.infer<typeof auditEntry>[]> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    const events = await listEvents(tx, 'application', application.number);
    return events.map((event) => ({
      at: event.at.toISOString(),
      label: event.action,
      actorName: event.staffName,
      roleName: ROLE_NAMES[event.role as keyof typeof ROLE_NAMES] ?? '系统',
      from: event.fromState as ApplicationState | null,
      to: event.toState as ApplicationState | null,
      reason: event.reason,
    }));
  });
}
