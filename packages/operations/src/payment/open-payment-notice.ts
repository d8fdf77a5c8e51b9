import { readFileRecord } from '@huzhu/db/file/insert-file';
import { markNoticeOpened, readLastNotice } from '@huzhu/db/payment/payment-notice-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Actor, mayActFor, scopeOf } from '../access/actor.ts';
import { loadApplication } from '../application/load-application.ts';
import { type OpenedDocument, openStoredFile } from '../document/open-stored-file.ts';
import type { Services } from '../services.ts';

/**
 * 【下载缴费通知书】: the notice that stands, for whoever may see the application. Once the unit's own staff have opened it,
 * 下一步 leads to 选择付款.
 * @throws NOT_FOUND, NOTICE_NOT_READY while the worker makes it
 */
export async function openPaymentNotice(services: Services, actor: Actor, number: string): Promise<OpenedDocument> {
  const file = await withScope(services.db, scopeOf(actor), async (tx) => {
    const application = await loadApplication(tx, number);
    const notice = await readLastNotice(tx, application.id);
    if (!notice || notice.voidedAt) throw new DomainError('NOT_FOUND');
    const found = notice.fileId ? await readFileRecord(tx, notice.fileId) : undefined;
    if (!found) throw new DomainError('NOTICE_NOT_READY');
    if (mayActFor(actor, application.unitId)) await markNoticeOpened(tx, notice.id);
    return found;
  });
  return openStoredFile(services, file);
}
