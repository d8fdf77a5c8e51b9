import type { Transaction } from '@huzhu/db/connect';
import { countRecentUploads } from '@huzhu/db/file/insert-file';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { UPLOAD_QUOTA } from './upload-quota.ts';

/** @throws UPLOAD_QUOTA, UPLOAD_QUOTA_UNIT when the account or the unit has sent too much within the last day */
export async function refuseOverQuota(
  tx: Transaction,
  services: Pick<Services, 'uploadQuota'>,
  actor: Pick<Actor, 'staffId'>,
  unitId: number,
): Promise<void> {
  const quota = services.uploadQuota ?? UPLOAD_QUOTA;
  const lately = await countRecentUploads(tx, { staffId: actor.staffId, unitId });
  if (lately.byAccount >= quota.filesPerAccount) throw new DomainError('UPLOAD_QUOTA');
  if (lately.byUnit >= quota.filesPerUnit || lately.bytesByUnit >= quota.bytesPerUnit) {
    throw new DomainError('UPLOAD_QUOTA_UNIT');
  }
}
