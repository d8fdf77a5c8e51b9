import { countRecentUploads } from '@huzhu/db/file/insert-file';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { lockForEdit } from './load-application.ts';
import { UPLOAD_QUOTA } from './upload-quota.ts';

/** Refuses before a byte is stored: not one's own draft, an application that is closed, or too many uploads today. */
export async function permitUpload(services: Services, actor: Actor, number: string): Promise<void> {
  await withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await lockForEdit(tx, actor, number);
    if (application.plans.length === 0) throw new DomainError('INPUT_INVALID');
    const quota = services.uploadQuota ?? UPLOAD_QUOTA;
    const lately = await countRecentUploads(tx, { staffId: actor.staffId, unitId: application.unitId });
    if (lately.byAccount >= quota.filesPerAccount) throw new DomainError('UPLOAD_QUOTA');
    if (lately.byUnit >= quota.filesPerUnit || lately.bytesByUnit >= quota.bytesPerUnit) {
      throw new DomainError('UPLOAD_QUOTA_UNIT');
    }
  });
}
