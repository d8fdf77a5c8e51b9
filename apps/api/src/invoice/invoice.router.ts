import { applicationRef } from '@huzhu/domain/application/application.schema';
import {
  approveEarlyInvoiceInput,
  invoiceDesk,
  invoicePage,
  issueInvoiceInput,
  listInvoiceDeskInput,
  prepareUndertakingInput,
  refuseEarlyInvoiceInput,
  requestEarlyInvoiceInput,
  reverseInvoiceInput,
  saveInvoiceRequestInput,
} from '@huzhu/domain/invoice/invoice.schema';
import { getInvoicePage } from '@huzhu/operations/invoice/get-invoice-page';
import { issueInvoice, reverseInvoice } from '@huzhu/operations/invoice/issue-invoice';
import { approveEarlyInvoice, refuseEarlyInvoice } from '@huzhu/operations/invoice/judge-early-invoice';
import { listInvoiceDesk } from '@huzhu/operations/invoice/list-invoice-desk';
import { prepareUndertaking } from '@huzhu/operations/invoice/prepare-undertaking';
import { requestEarlyInvoice } from '@huzhu/operations/invoice/request-early-invoice';
import { saveRequest } from '@huzhu/operations/invoice/save-invoice-request';
import { procedureFor, readerProcedure, router, unitProcedure } from '../trpc/trpc.ts';

const financeProcedure = procedureFor(['finance']);

export const invoiceRouter = router({
  page: readerProcedure
    .input(applicationRef)
    .output(invoicePage)
    .query(({ ctx, input }) => getInvoicePage(ctx.services, ctx.actor, input.number)),
  saveRequest: unitProcedure
    .input(saveInvoiceRequestInput)
    .output(invoicePage)
    .mutation(({ ctx, input }) => saveRequest(ctx.services, ctx.actor, input)),
  prepareUndertaking: unitProcedure
    .input(prepareUndertakingInput)
    .output(invoicePage)
    .mutation(({ ctx, input }) => prepareUndertaking(ctx.services, ctx.actor, input)),
  requestEarly: unitProcedure
    .input(requestEarlyInvoiceInput)
    .output(invoicePage)
    .mutation(({ ctx, input }) => requestEarlyInvoice(ctx.services, ctx.actor, input)),
  approveEarly: procedureFor(['reviewer'])
    .input(approveEarlyInvoiceInput)
    .output(invoicePage)
    .mutation(({ ctx, input }) => approveEarlyInvoice(ctx.services, ctx.actor, input)),
  refuseEarly: procedureFor(['reviewer', 'finance'])
    .input(refuseEarlyInvoiceInput)
    .output(invoicePage)
    .mutation(({ ctx, input }) => refuseEarlyInvoice(ctx.services, ctx.actor, input)),
  issue: financeProcedure
    .input(issueInvoiceInput)
    .output(invoicePage)
    .mutation(({ ctx, input }) => issueInvoice(ctx.services, ctx.actor, input)),
  reverse: financeProcedure
    .input(reverseInvoiceInput)
    .output(invoicePage)
    .mutation(({ ctx, input }) => reverseInvoice(ctx.services, ctx.actor, input)),
  desk: procedureFor(['reviewer', 'finance', 'society_admin'])
    .input(listInvoiceDeskInput)
    .output(invoiceDesk)
    .query(({ ctx, input }) => listInvoiceDesk(ctx.services, ctx.actor, input)),
});
