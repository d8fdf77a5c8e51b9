import { z } from 'zod';
import { applicationNumber } from '../application/application.schema.ts';

/** What the bell tells of; each leads to the page where the next step is taken. */
export const NOTIFICATION_KINDS = [
  'submitted',
  'returned',
  'rejected',
  'approved',
  'payment_submitted',
  'payment_refused',
  'payment_confirmed',
  'payment_due',
  'voided',
  'effective_set',
  'in_force',
  'terminated',
  'invoice_issued',
  'early_invoice_requested',
  'early_invoice_decided',
  'expiring',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Everything up to the newest that stood on the page. */
export const readNotificationsInput = z.strictObject({ upTo: z.int().min(1) });

export const notificationView = z.object({
  id: z.int(),
  kind: z.enum(NOTIFICATION_KINDS),
  applicationNumber,
  sentence: z.string(),
  createdAt: z.iso.datetime(),
  read: z.boolean(),
});
export const notificationList = z.object({ unread: z.int(), items: z.array(notificationView) });
export type NotificationList = z.infer<typeof notificationList>;
