import {
  type ApplicationView,
  calledApplication,
  type MoveWithReasonInput,
} from '@huzhu/domain/application/application.schema';
import { inProse } from '@huzhu/domain/calendar/calendar-date';
import { formatYuan } from '@huzhu/domain/money/money';
import type { Actor } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { lockForMove } from '../application/lock-for-move.ts';
import { openForPayment } from '../application/open-for-payment.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';

/**
 * 恢复办理 of an application that had lapsed, by society_admin: the money came after all (domain.md, case 10). A new notice is issued, and
 * whoever is insured elsewhere by now falls out.
 * @throws NOBODY_ELIGIBLE, and the refusals of a move
 */
export async function reopenApplication(
  services: Services,
  actor: Actor,
  input: MoveWithReasonInput,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'payment.reopen', input, async (tx, today) => {
    const application = await lockForMove(tx, actor, input, 'reopen');
    const { reason, requestId } = input;
    const { notice, excluded } = await openForPayment(tx, actor, application, 'reopen', { today, requestId, reason });
    await notify(tx, actor, application, 'unit', {
      kind: 'approved',
      sentence: `${calledApplication(application)} 已恢复办理${excluded > 0 ? `，其中 ${excluded} 人不予承保` : ''}。应缴 ${formatYuan(notice.totalFen)}，请在${inProse(notice.dueOn)}前填写划款信息。`,
    });
    return application.number;
  });
}
