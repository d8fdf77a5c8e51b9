import { countUnread, markRead, listNotifications as readNewest } from '@huzhu/db/notification/notification-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import type { NotificationList } from '@huzhu/domain/notification/notification.schema';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';

const NEWEST = 30;

/** What the bell shows: the account's own newest notifications. */
export async function listNotifications(services: Services, actor: Actor): Promise<NotificationList> {
  return withScope(services.db, scopeOf(actor), async (tx) => ({
    unread: await countUnread(tx, actor.staffId),
    items: (await readNewest(tx, actor.staffId, NEWEST)).map((row) => ({
      id: row.id,
      kind: row.kind,
      applicationNumber: row.applicationNumber,
      sentence: row.sentence,
      createdAt: row.createdAt.toISOString(),
      read: row.readAt !== null,
    })),
  }));
}

/** Whoever opened the bell has read what stood there; doing it again changes nothing. */
export async function readNotifications(services: Services, actor: Actor, upTo: number): Promise<NotificationList> {
  await withScope(services.db, scopeOf(actor), (tx) => markRead(tx, actor.staffId, upTo));
  return listNotifications(services, actor);
}
