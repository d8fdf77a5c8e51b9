import { changeApplication, insertAcceptance } from '@huzhu/db/application/write-application';
import type { ApplicationView, acceptNoticeInput } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { changeOnce } from './change-once.ts';
import { lockForEdit } from './load-application.ts';
import { recordApplicationEvent } from './record-application-event.ts';

/** 【我已阅读协议】: records which text (by hash) was accepted, by whom, when and from where (manual 2.3). */
export async function acceptNotice(
  services: Services,
  actor: Actor,
  input: z.infer<typeof acceptNoticeInput>,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'application.acceptNotice', input, async (tx) => {
    const application = await lockForEdit(tx, actor, input.number, input.version);
    const line = application.plans.find((candidate) => candidate.version.code === input.code);
    // A text that was revised since the page was opened has to be read again.
    if (!line || line.notice.hash !== input.hash) throw new DomainError('STALE_VERSION');
    await insertAcceptance(tx, {
      applicationId: application.id,
      unitId: application.unitId,
      noticeTextId: line.notice.id,
      hash: line.notice.hash,
      acceptedBy: actor.staffId,
      address: actor.address,
    });
    const version = await changeApplication(tx, application, {});
    if (version === undefined) throw new DomainError('STALE_VERSION');
    await recordApplicationEvent(tx, actor, application, {
      action: '阅读告知书',
      details: { plan: line.version.name, notice: line.version.notice.number, hash: line.notice.hash },
      requestId: input.requestId,
    });
    return application.number;
  });
}
