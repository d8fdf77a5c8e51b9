import { notificationList, readNotificationsInput } from '@huzhu/domain/notification/notification.schema';
import { listNotifications, readNotifications } from '@huzhu/operations/notification/list-notifications';
import { router, signedInProcedure } from '../trpc/trpc.ts';

export const notificationRouter = router({
  list: signedInProcedure.output(notificationList).query(({ ctx }) => listNotifications(ctx.services, ctx.actor)),
  read: signedInProcedure
    .input(readNotificationsInput)
    .output(notificationList)
    .mutation(({ ctx, input }) => readNotifications(ctx.services, ctx.actor, input.upTo)),
});
