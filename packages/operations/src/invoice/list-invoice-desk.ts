import { countInvoiceDesk, listInvoiceDesk as readDesk } from '@huzhu/db/invoice/list-invoice-desk';
import { withScope } from '@huzhu/db/scope/with-scope';
import {
  INVOICE_DESK_TABS,
  type InvoiceDesk,
  type InvoiceDeskTab,
  type listInvoiceDeskInput,
} from '@huzhu/domain/invoice/invoice.schema';
import type { z } from 'zod';
import { type Actor, scopeOf } from '../access/actor.ts';
import type { Services } from '../services.ts';

/** 发票办理: what waits for reviewer and finance, oldest first, and what was issued. */
export async function listInvoiceDesk(
  services: Services,
  actor: Actor,
  { tab, query, page, pageSize }: z.infer<typeof listInvoiceDeskInput>,
): Promise<InvoiceDesk> {
  return withScope(services.db, scopeOf(actor), async (tx) => {
    const counts = await countInvoiceDesk(tx);
    const { rows, total } = await readDesk(tx, { tab, query }, { limit: pageSize, offset: (page - 1) * pageSize });
    const tabs = Object.keys(INVOICE_DESK_TABS) as InvoiceDeskTab[];
    return {
      counts: Object.fromEntries(tabs.map((name) => [name, counts.get(name) ?? 0])) as InvoiceDesk['counts'],
      total,
      items: rows,
    };
  });
}
