import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { listEarlyInvoices } from '@huzhu/db/invoice/early-invoice-store';
import { listInvoices, readInvoiceRequest } from '@huzhu/db/invoice/invoice-store';
import { readLastUndertaking } from '@huzhu/db/invoice/undertaking-store';
import { readLastNotice } from '@huzhu/db/payment/payment-notice-store';
import { withScope } from '@huzhu/db/scope/with-scope';
import { OPEN_EARLY_INVOICE_STATES } from '@huzhu/domain/invoice/early-invoice-state';
import {
  type EarlyInvoiceView,
  INVOICEABLE_STATES,
  type InvoicePage,
  type InvoiceRequestView,
  type InvoiceView,
  PAID_STATES,
} from '@huzhu/domain/invoice/invoice.schema';
import { readCreditCode } from '@huzhu/domain/person/credit-code';
import { type Actor, mayActFor, scopeOf } from '../access/actor.ts';
import { loadApplication } from '../application/load-application.ts';
import type { Services } from '../services.ts';

/** All that concerns the invoice of one application, and what the asker may do about it. @throws NOT_FOUND */
export async function getInvoicePage(services: Services, actor: Actor, number: string): Promise<InvoicePage> {
  return withScope(services.db, scopeOf(actor), async (tx) =>
    viewInvoicePage(tx, actor, await loadApplication(tx, number)),
  );
}

export async function viewInvoicePage(
  tx: Transaction,
  actor: Actor,
  application: ApplicationRecord,
): Promise<InvoicePage> {
  const last = await readLastNotice(tx, application.id);
  const notice = last && !last.voidedAt ? last : undefined;
  const request = await readInvoiceRequest(tx, application.id);
  const undertaking = await readLastUndertaking(tx, application.id);
  const early = await listEarlyInvoices(tx, application.id);
  const invoices = await listInvoices(tx, application.id);
  const standing = invoices.find((invoice) => invoice.reversedAt === null);
  const open = early.find((each) => OPEN_EARLY_INVOICE_STATES.includes(each.state));
  const paid = PAID_STATES.includes(application.state);
  const forUnit = mayActFor(actor, application.unitId) && !standing;
  const finance = actor.roles.includes('finance');
  return {
    number: application.number,
    state: application.state,
    unit: { name: application.unit.name, creditCode: application.unit.creditCode },
    amountFen: paid ? application.premiumFen : (notice?.totalFen ?? null),
    dueOn: notice?.dueOn ?? null,
    request: request ? viewRequest(request, application) : null,
    undertaking: undertaking
      ? { number: undertaking.number, version: undertaking.version, ready: undertaking.fileId !== null }
      : null,
    early: early.map((each) => viewEarly(each, actor)),
    invoices: invoices.map(viewInvoice),
    may: {
      request: forUnit && INVOICEABLE_STATES.includes(application.state),
      requestEarly: forUnit && application.state === 'pending_payment' && notice !== undefined && !open,
      judgeEarly: open?.state === 'pending' && actor.roles.includes('reviewer') && open.requestedBy !== actor.staffId,
      issue: finance && !standing && (open?.state === 'approved' || (paid && request !== undefined)),
      reverse: finance && standing !== undefined,
    },
  };
}

function viewRequest(
  request: NonNullable<Awaited<ReturnType<typeof readInvoiceRequest>>>,
  { unit }: ApplicationRecord,
): InvoiceRequestView {
  const { title, creditCode, email, phone, type, remark } = request;
  return {
    title,
    creditCode,
    email,
    phone,
    type,
    remark,
    updatedBy: request.updatedByName,
    updatedAt: request.updatedAt.toISOString(),
    titleDiffers: title !== unit.name,
    codeDoubtful: readCreditCode(creditCode).verdict !== 'valid',
  };
}

function viewEarly(early: Awaited<ReturnType<typeof listEarlyInvoices>>[number], actor: Actor): EarlyInvoiceView {
  const { id, version, state, title, creditCode, email, type, reason, amountFen, payBy, refusal } = early;
  return {
    id,
    version,
    state,
    title,
    creditCode,
    email,
    type,
    reason,
    amountFen,
    payBy,
    refusal,
    requestedBy: early.requestedByName,
    requestedAt: early.createdAt.toISOString(),
    own: early.requestedBy === actor.staffId,
  };
}

function viewInvoice(invoice: Awaited<ReturnType<typeof listInvoices>>[number]): InvoiceView {
  const { number, title, type, amountFen, issuedOn, mailedTo } = invoice;
  return {
    number,
    title,
    type,
    amountFen,
    issuedOn,
    mailedTo,
    issuedBy: invoice.issuedByName,
    early: invoice.earlyInvoiceId !== null,
    reversed: invoice.reversedAt
      ? { at: invoice.reversedAt.toISOString(), reason: invoice.reversalReason ?? '' }
      : null,
  };
}
