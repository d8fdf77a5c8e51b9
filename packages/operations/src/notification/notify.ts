import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { insertNotifications } from '@huzhu/db/notification/notification-store';
import { type Role, UNIT_ROLES } from '@huzhu/domain/access/role';
import type { NotificationKind } from '@huzhu/domain/notification/notification.schema';
import type { Mover } from '../access/actor.ts';

/** Tells those whose turn it is, or whom it concerns, in the transaction of the act. The one who acted is not told. */
export async function notify(
  tx: Transaction,
  by: Pick<Mover, 'staffId'>,
  application: Pick<ApplicationRecord, 'number' | 'unitId'>,
  to: 'unit' | Exclude<Role, 'operator' | 'manager' | 'system_admin'>,
  what: { readonly kind: NotificationKind; readonly sentence: string },
): Promise<void> {
  await insertNotifications(
    tx,
    { unitId: application.unitId, roles: to === 'unit' ? UNIT_ROLES : [to], except: by.staffId },
    { ...what, applicationNumber: application.number },
  );
}
