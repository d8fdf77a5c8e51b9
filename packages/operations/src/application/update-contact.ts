import { changeApplication } from '@huzhu/db/application/write-application';
import type { ApplicationView, updateContactInput } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { changeOnce } from './change-once.ts';
import { lockForEdit } from './load-application.ts';
import { recordEdit } from './record-edit.ts';

/** 互助保障联系人 (manual 2.3). */
export async function updateContact(
  services: Services,
  actor: Actor,
  input: z.infer<typeof updateContactInput>,
): Promise<ApplicationView> {
  return changeOnce(services, actor, 'application.updateContact', input, async (tx) => {
    const application = await lockForEdit(tx, actor, input.number, input.version);
    const version = await changeApplication(tx, application, { contact: input.contact });
    if (version === undefined) throw new DomainError('STALE_VERSION');
    await recordEdit(tx, actor, application, { action: '修改联系人', requestId: input.requestId });
    return application.number;
  });
}
