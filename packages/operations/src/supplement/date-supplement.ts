import { changeApplication } from '@huzhu/db/application/write-application';
import type { ApplicationView } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { DateSupplementInput } from '@huzhu/domain/supplement/supplement.schema';
import type { Actor } from '../access/actor.ts';
import { changeOnce } from '../application/change-once.ts';
import { lockForEdit } from '../application/load-application.ts';
import { recheckRoster } from '../application/recheck-roster.ts';
import { recordEdit } from '../application/record-edit.ts';
import { earliestStart, refusalOfParent } from '../application/reference-term.ts';
import type { Services } from '../services.ts';

/**
 * 保全生效日期 (manual 3.1): never retroactive, within the policy's term. A roster that was read is judged anew by the other day.
 * @throws EFFECTIVE_DATE_TOO_EARLY, SUPPLEMENT_AFTER_END, SUPPLEMENT_PARENT_ENDED, STALE_VERSION
 */
export async function dateSupplement(
  services: Services,
  actor: Actor,
  input: DateSupplementInput,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'supplement.date', input, async (tx, today) => {
    const application = await lockForEdit(tx, actor, input.number, input.version);
    if (application.kind !== 'supplement') throw new DomainError('INPUT_INVALID');
    const { requestedDate, requestId } = input;
    const earliest = earliestStart(application, today);
    const refusal = refusalOfParent(application, requestedDate ?? earliest);
    if (refusal) throw refusal;
    if (requestedDate && requestedDate < earliest) throw new DomainError('EFFECTIVE_DATE_TOO_EARLY', { earliest });
    if ((await changeApplication(tx, application, { requestedDate })) === undefined) {
      throw new DomainError('STALE_VERSION');
    }
    if (requestedDate !== application.requestedDate) await recheckRoster(tx, actor, application);
    await recordEdit(tx, actor, application, { action: '修改保全生效日期', requestId });
    return application.number;
  });
}
