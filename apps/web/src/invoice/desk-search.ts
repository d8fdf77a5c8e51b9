import type { InvoiceDeskTab } from '@huzhu/domain/invoice/invoice.schema';
import { z } from 'zod';

const TABS = ['early', 'open', 'overdue', 'issued'] as const satisfies readonly InvoiceDeskTab[];

/** The filters of 发票办理 as they stand in the URL. What does not fit is left out. */
export const invoiceSearch = z.object({
  tab: z.enum(TABS).optional().catch(undefined),
  query: z.string().trim().max(60).optional().catch(undefined),
  page: z.int().min(1).optional().catch(undefined),
});
