import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { type EarlyInvoiceRecord, moveEarlyInvoice, readEarlyInvoiceFor } from '@huzhu/db/invoice/early-invoice-store';
import { calledApplication } from '@huzhu/domain/application/application.schema';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { EARLY_INVOICE_TRANSITIONS } from '@huzhu/domain/invoice/early-invoice-state';
import type {
  approveEarlyInvoiceInput,
  InvoicePage,
  refuseEarlyInvoiceInput,
} from '@huzhu/domain/invoice/invoice.schema';
import { formatYuan } from '@huzhu/domain/money/money';
import type { z } from 'zod';
import { type Actor, refuseOwnWork } from '../access/actor.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import { notify } from '../notification/notify.ts';
import type { Services } from '../services.ts';
import { changeInvoicing } from './change-invoicing.ts';

/** 提前开票审核通过: finance may issue the invoice now. @throws OWN_WORK, FORBIDDEN, EARLY_INVOICE_MOVED */
export async function approveEarlyInvoice(
  services: Services,
  actor: Actor,
  input: z.infer<typeof approveEarlyInvoiceInput>,
): Promise<InvoicePage> {
  return changeInvoicing(services, actor, 'invoice.approveEarly', input, async (tx, application) => {
    const early = await judge(tx, actor, application, input, 'approve');
    await recordApplicationEvent(tx, actor, application, {
      action: EARLY_INVOICE_TRANSITIONS.approve.label,
      requestId: input.requestId,
      by: EARLY_INVOICE_TRANSITIONS.approve.by,
    });
    await notify(tx, actor, application, 'finance', {
      kind: 'early_invoice_decided',
      sentence: `${application.unit.name}的提前开票申请（${application.number}）已审核通过，请开具 ${formatYuan(early.amountFen)} 的发票。`,
    });
    await notify(tx, actor, application, 'unit', {
      kind: 'early_invoice_decided',
      sentence: `${calledApplication(application)} 的提前开票申请已审核通过，等待互助会财务开票。`,
    });
  });
}

/** 驳回提前开票, by the reviewer, or by finance before it issues. @throws OWN_WORK, FORBIDDEN, EARLY_INVOICE_MOVED */
export async function refuseEarlyInvoice(
  services: Services,
  actor: Actor,
  input: z.infer<typeof refuseEarlyInvoiceInput>,
): Promise<InvoicePage> {
  return changeInvoicing(services, actor, 'invoice.refuseEarly', input, async (tx, application) => {
    await judge(tx, actor, application, input, 'refuse', input.reason);
    await recordApplicationEvent(tx, actor, application, {
      action: EARLY_INVOICE_TRANSITIONS.refuse.label,
      reason: input.reason,
      requestId: input.requestId,
      by: EARLY_INVOICE_TRANSITIONS.refuse.by,
    });
    await notify(tx, actor, application, 'unit', {
      kind: 'early_invoice_decided',
      sentence: `${calledApplication(application)} 的提前开票申请被驳回：${input.reason}`,
    });
  });
}

async function judge(
  tx: Transaction,
  actor: Actor,
  application: ApplicationRecord,
  input: { readonly id: string; readonly version: number },
  event: 'approve' | 'refuse',
  refusal?: string,
): Promise<EarlyInvoiceRecord> {
  const transition = EARLY_INVOICE_TRANSITIONS[event];
  if (!transition.by.some((role) => actor.roles.includes(role))) throw new DomainError('FORBIDDEN');
  const early = await readEarlyInvoiceFor(tx, application.id, event);
  if (early?.id !== input.id || early.version !== input.version) throw new DomainError('EARLY_INVOICE_MOVED');
  refuseOwnWork(actor, [early.requestedBy]);
  const decision = { decidedBy: actor.staffId, ...(refusal ? { refusal } : {}) };
  if (!(await moveEarlyInvoice(tx, early, transition.to, decision))) throw new DomainError('EARLY_INVOICE_MOVED');
  return early;
}
