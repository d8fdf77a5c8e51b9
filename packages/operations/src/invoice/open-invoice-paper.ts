import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { readFileRecord } from '@huzhu/db/file/insert-file';
import { listEarlyInvoices } from '@huzhu/db/invoice/early-invoice-store';
import { readStandingInvoice } from '@huzhu/db/invoice/invoice-store';
import { readLastUndertaking } from '@huzhu/db/invoice/undertaking-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type Actor, scopeOf } from '../access/actor.ts';
import { loadApplication } from '../application/load-application.ts';
import { type OpenedDocument, openStoredFile } from '../document/open-stored-file.ts';
import type { Services } from '../services.ts';

/** Which file of an application's invoicing; undefined while there is none. */
const FILE_OF = {
  /** The 承诺书 that was filled in last, to be stamped. @throws UNDERTAKING_NOT_READY */
  undertaking: async (tx: Transaction, { id }: ApplicationRecord) => {
    const last = await readLastUndertaking(tx, id);
    if (last && !last.fileId) throw new DomainError('UNDERTAKING_NOT_READY');
    return last?.fileId;
  },
  /** The stamped one of the newest request. */
  stamped: async (tx: Transaction, { id }: ApplicationRecord) =>
    (await listEarlyInvoices(tx, id))[0]?.undertakingFileId,
  /** 【下载发票】 */
  invoice: async (tx: Transaction, { id }: ApplicationRecord) => (await readStandingInvoice(tx, id))?.fileId,
} as const;
export type InvoicePaper = keyof typeof FILE_OF;

/** A paper of the invoicing, for whoever may see the application. @throws NOT_FOUND, UNDERTAKING_NOT_READY */
export async function openInvoicePaper(
  services: Services,
  actor: Actor,
  number: string,
  paper: InvoicePaper,
): Promise<OpenedDocument> {
  const file = await withScope(services.db, scopeOf(actor), async (tx) => {
    const fileId = await FILE_OF[paper](tx, await loadApplication(tx, number));
    return fileId ? readFileRecord(tx, fileId) : undefined;
  });
  if (!file) throw new DomainError('NOT_FOUND');
  return openStoredFile(services, file);
}
