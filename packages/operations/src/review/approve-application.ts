import { listMarks } from '@huzhu/db/review/review-mark-store';
import { type ApplicationView, calledApplication, type moveInput } from '@huzhu/domain/application/application.schema';
import { inProse } from '@huzhu/domain/calendar/calendar-date';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { formatYuan } from '@huzhu/domain/money/money';
import type { z } from 'zod';
import { type Actor, refuseOwnWork } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { lockForMove } from '../application/lock-for-move.ts';
import { openForPayment } from '../application/open-for-payment.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';

/**
 * 审核通过: the checks are made again, who fails becomes 不予承保 alone, the premium is frozen and the 缴费通知书 issued, all in
 * one transaction.
 * @throws OWN_WORK, MARKS_STAND, NOBODY_ELIGIBLE, and the refusals of a move
 */
export async function approveApplication(
  services: Services,
  actor: Actor,
  input: z.infer<typeof moveInput>,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'review.approve', input, async (tx, today) => {
    const application = await lockForMove(tx, actor, input, 'approve');
    refuseOwnWork(actor, [application.submittedBy, application.createdBy]);
    const marks = (await listMarks(tx, application.id)).filter((mark) => mark.returnedAt === null);
    if (marks.length > 0) throw new DomainError('MARKS_STAND', { marks: marks.length });
    const { notice, excluded } = await openForPayment(tx, actor, application, 'approve', {
      today,
      requestId: input.requestId,
    });
    await notify(tx, actor, application, 'unit', {
      kind: 'approved',
      sentence: `${calledApplication(application)} 审核通过${excluded > 0 ? `，其中 ${excluded} 人不予承保` : ''}。应缴 ${formatYuan(notice.totalFen)}，请在${inProse(notice.dueOn)}前缴费。`,
    });
    return application.number;
  });
}
