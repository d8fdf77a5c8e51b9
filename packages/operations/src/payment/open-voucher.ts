import { readFileRecord } from '@huzhu/db/file/insert-file';
import { readLastPayment } from '@huzhu/db/payment/payment-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Actor, scopeOf } from '../access/actor.ts';
import { loadApplication } from '../application/load-application.ts';
import { type OpenedDocument, openStoredFile } from '../document/open-stored-file.ts';
import type { Services } from '../services.ts';

/** The 银行回单 of what was stated last, for whoever may see the application. @throws NOT_FOUND */
export async function openVoucher(services: Services, actor: Actor, number: string): Promise<OpenedDocument> {
  const file = await withScope(services.db, scopeOf(actor), async (tx) => {
    const payment = await readLastPayment(tx, (await loadApplication(tx, number)).id);
    return payment?.voucherFileId ? readFileRecord(tx, payment.voucherFileId) : undefined;
  });
  if (!file) throw new DomainError('NOT_FOUND');
  return openStoredFile(services, file);
}
