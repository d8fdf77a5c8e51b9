import type { ApplicationRecord } from '@huzhu/db/application/read-application';
import type { Transaction } from '@huzhu/db/connect';
import { readStandingInvoice, saveInvoiceRequest } from '@huzhu/db/invoice/invoice-store';
import { APPLICATION_STATES } from '@huzhu/domain/application/application-state';
import { DomainError } from '@huzhu/domain/error/domain-error';
import {
  INVOICEABLE_STATES,
  type InvoicePage,
  type SaveInvoiceRequestInput,
} from '@huzhu/domain/invoice/invoice.schema';
import { type Actor, requireActFor } from '../access/actor.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import type { Services } from '../services.ts';
import { changeInvoicing } from './change-invoicing.ts';

/**
 * 【添加发票信息】 (manual 2.5): what the invoice shall state. May be changed until it is issued.
 * @throws FORBIDDEN, ILLEGAL_TRANSITION, INVOICE_STANDING
 */
export async function saveRequest(
  services: Services,
  actor: Actor,
  input: SaveInvoiceRequestInput,
): Promise<InvoicePage> {
  return changeInvoicing(services, actor, 'invoice.saveRequest', input, async (tx, application) => {
    await requireInvoiceable(tx, actor, application, INVOICEABLE_STATES);
    const { requestId, number: _, ...fields } = input;
    await saveInvoiceRequest(tx, {
      ...fields,
      applicationId: application.id,
      unitId: application.unitId,
      updatedBy: actor.staffId,
    });
    await recordApplicationEvent(tx, actor, application, {
      action: '填写发票信息',
      requestId,
      details: { title: fields.title },
    });
  });
}

/** Of one's own unit, in one of these states, and nothing issued yet. @throws FORBIDDEN, ILLEGAL_TRANSITION, INVOICE_STANDING */
export async function requireInvoiceable(
  tx: Transaction,
  actor: Actor,
  application: ApplicationRecord,
  states: readonly ApplicationRecord['state'][],
): Promise<void> {
  requireActFor(actor, application.unitId);
  if (!states.includes(application.state)) {
    throw new DomainError('ILLEGAL_TRANSITION', { state: APPLICATION_STATES[application.state] });
  }
  const standing = await readStandingInvoice(tx, application.id);
  if (standing) throw new DomainError('INVOICE_STANDING', { invoice: standing.number });
}
