import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { moveEarlyInvoice, readEarlyInvoiceFor } from '@huzhu/db/invoice/early-invoice-store';
import {
  insertInvoice,
  isInvoiceNumberUsed,
  readInvoiceRequest,
  readStandingInvoice,
  reverseInvoice as takeBack,
} from '@huzhu/db/invoice/invoice-store';
import { insertJob } from '@huzhu/db/job/insert-job';
import { calledApplication } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { EARLY_INVOICE_TRANSITIONS } from '@huzhu/domain/invoice/early-invoice-state';
import {
  type InvoicePage,
  type InvoiceType,
  type IssueInvoiceInput,
  PAID_STATES,
  type ReverseInvoiceInput,
} from '@huzhu/domain/invoice/invoice.schema';
import { formatYuan } from '@huzhu/domain/money/money';
import { newJob } from '@huzhu/jobs/define-job';
import { mailInvoiceJob } from '@huzhu/jobs/invoice/mail-invoice.job';
import { type Actor, refuseOwnWork } from '../access/actor.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { requirePaper } from '../document/receive-paper.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';
import { changeInvoicing } from './change-invoicing.ts';

/**
 * Records an invoice that was issued: its 20-digit number and its PDF. This is the door for a provider's adapter too, which would bring
 * both instead of finance. Mailed by the worker where a mail server is configured; the unit finds it in its papers anyway.
 * @throws INVOICE_STANDING, INVOICE_NOT_YET, INVOICE_NOT_REQUESTED, INVOICE_NUMBER_USED, INVOICE_DATE_FUTURE, PAPER_MISSING, OWN_WORK
 */
export async function issueInvoice(services: Services, actor: Actor, input: IssueInvoiceInput): Promise<InvoicePage> {
  return changeInvoicing(services, actor, 'invoice.issue', input, async (tx, application, today) => {
    const standing = await readStandingInvoice(tx, application.id);
    if (standing) throw new DomainError('INVOICE_STANDING', { invoice: standing.number });
    const order = await orderOf(tx, application);
    refuseOwnWork(actor, order.makers);
    if (input.issuedOn > today) throw new DomainError('INVOICE_DATE_FUTURE');
    if (await isInvoiceNumberUsed(tx, input.invoiceNumber)) throw new DomainError('INVOICE_NUMBER_USED');
    const paper = await requirePaper(tx, actor, application, 'invoice', input.paperId);
    if (order.early) {
      const { issue } = EARLY_INVOICE_TRANSITIONS;
      const moved = await moveEarlyInvoice(tx, order.early, issue.to);
      if (!moved) throw new DomainError('EARLY_INVOICE_MOVED');
    }
    const invoice = await insertInvoice(tx, {
      number: input.invoiceNumber,
      applicationId: application.id,
      unitId: application.unitId,
      earlyInvoiceId: order.early?.id ?? null,
      title: order.title,
      type: order.type,
      amountFen: order.amountFen,
      issuedOn: input.issuedOn,
      fileId: paper.id,
      issuedBy: actor.staffId,
    });
    if (services.mailer) {
      await insertJob(tx, {
        ...newJob(mailInvoiceJob, { invoiceId: invoice.id }),
        subjectType: 'invoice',
        subjectId: invoice.id,
        unitId: application.unitId,
        applicationId: application.id,
      });
    }
    await recordApplicationEvent(tx, actor, application, {
      action: order.early ? EARLY_INVOICE_TRANSITIONS.issue.label : '开具发票',
      requestId: input.requestId,
      by: ['finance'],
      details: { invoice: input.invoiceNumber, amountFen: order.amountFen, title: order.title },
    });
    await notify(tx, actor, application, 'unit', {
      kind: 'invoice_issued',
      sentence: `${calledApplication(application)} 的发票 ${formatYuan(order.amountFen)} 已开具，可以下载。`,
    });
  });
}

/** 红冲: the invoice is taken back; another may be issued, or the application end. @throws INVOICE_NOT_STANDING */
export async function reverseInvoice(
  services: Services,
  actor: Actor,
  input: ReverseInvoiceInput,
): Promise<InvoicePage> {
  return changeInvoicing(services, actor, 'invoice.reverse', input, async (tx, application) => {
    const invoice = await readStandingInvoice(tx, application.id);
    if (invoice?.number !== input.invoiceNumber) throw new DomainError('INVOICE_NOT_STANDING');
    if (!(await takeBack(tx, invoice.id, input.reason))) throw new DomainError('INVOICE_NOT_STANDING');
    const early = await readEarlyInvoiceFor(tx, application.id, 'reverse');
    if (early) {
      const { to } = EARLY_INVOICE_TRANSITIONS.reverse;
      await moveEarlyInvoice(tx, early, to, { decidedBy: actor.staffId, refusal: input.reason });
    }
    await recordApplicationEvent(tx, actor, application, {
      action: EARLY_INVOICE_TRANSITIONS.reverse.label,
      reason: input.reason,
      requestId: input.requestId,
      by: ['finance'],
      details: { invoice: invoice.number },
    });
    await notify(tx, actor, application, 'unit', {
      kind: 'invoice_issued',
      sentence: `${calledApplication(application)} 的发票 ${invoice.number} 已红冲：${input.reason}`,
    });
  });
}

interface InvoiceOrder {
  readonly title: string;
  readonly type: InvoiceType;
  readonly amountFen: number;
  readonly early: Awaited<ReturnType<typeof readEarlyInvoiceFor>>;
  readonly makers: readonly number[];
}

/** What the invoice has to state: of the early request that was approved, else what the unit asked for once it has paid. */
async function orderOf(tx: Transaction, application: ApplicationRecord): Promise<InvoiceOrder> {
  const early = await readEarlyInvoiceFor(tx, application.id, 'issue');
  if (early) {
    const { title, type, amountFen, requestedBy } = early;
    return { title, type, amountFen, early, makers: [requestedBy] };
  }
  const { premiumFen } = application;
  if (!PAID_STATES.includes(application.state) || premiumFen === null) throw new DomainError('INVOICE_NOT_YET');
  const request = await readInvoiceRequest(tx, application.id);
  if (!request) throw new DomainError('INVOICE_NOT_REQUESTED');
  const { title, type, updatedBy } = request;
  return { title, type, amountFen: premiumFen, early: undefined, makers: [updatedBy] };
}
