import { READER_ROLES } from '@huzhu/domain/access/role';
import { applicationNumber } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { type InvoicePaper, openInvoicePaper } from '@huzhu/operations/invoice/open-invoice-paper';
import type { Services } from '@huzhu/operations/services';
import type { FastifyInstance } from 'fastify';
import { type Authentication, requireActor } from '../auth/authentication.ts';
import { sendStoredFile } from '../download/send-stored-file.ts';

/** Address and plain name of each. */
const PAPERS: Readonly<Record<InvoicePaper, { path: string; plainName: string }>> = {
  undertaking: { path: 'undertaking', plainName: 'undertaking.pdf' },
  stamped: { path: 'undertaking/stamped', plainName: 'stamped-undertaking' },
  invoice: { path: 'invoice', plainName: 'invoice.pdf' },
};

/** 【下载提前开票承诺书】, the stamped one, and 【下载发票】: saved, never shown as a page of ours. */
export function registerInvoicePapers(
  server: FastifyInstance,
  { services, authentication }: { services: Services; authentication: Authentication },
): void {
  for (const [paper, { path, plainName }] of Object.entries(PAPERS) as [
    InvoicePaper,
    (typeof PAPERS)[InvoicePaper],
  ][]) {
    server.get<{ Params: { number: string } }>(`/api/applications/:number/${path}`, async (request, reply) => {
      const actor = await requireActor(authentication, request, READER_ROLES);
      const number = applicationNumber.safeParse(request.params.number);
      if (!number.success) throw new DomainError('NOT_FOUND');
      return sendStoredFile(reply, await openInvoicePaper(services, actor, number.data, paper), plainName);
    });
  }
}
