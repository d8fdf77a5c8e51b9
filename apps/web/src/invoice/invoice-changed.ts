import type { InvoicePage } from '@huzhu/domain/invoice/invoice.schema';
import { queryClient, trpc } from '../app/trpc.ts';

/** What the server answered stands at once; lists and records that tell of it are asked anew. */
export async function invoiceChanged(next: InvoicePage): Promise<void> {
  queryClient.setQueryData(trpc.invoice.page.queryKey({ number: next.number }), next);
  await Promise.all([
    queryClient.invalidateQueries(trpc.invoice.desk.pathFilter()),
    queryClient.invalidateQueries(trpc.application.timeline.queryFilter({ number: next.number })),
  ]);
}
