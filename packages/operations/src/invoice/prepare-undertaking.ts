import { createHash } from 'node:crypto';
import { insertUndertaking, readLastUndertaking } from '@huzhu/db/invoice/undertaking-store';
import { insertJob } from '@huzhu/db/job/insert-job';
import { readLastNotice } from '@huzhu/db/payment/payment-notice-store';
import { nextNumber } from '@huzhu/db/public-number/next-number';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { InvoicePage, PrepareUndertakingInput } from '@huzhu/domain/invoice/invoice.schema';
import type { UndertakingContent } from '@huzhu/domain/invoice/undertaking';
import { newJob } from '@huzhu/jobs/define-job';
import { renderUndertakingJob } from '@huzhu/jobs/invoice/render-undertaking.job';
import type { Actor } from '../access/actor.ts';
import { recordApplicationEvent } from '../application/record-application-event.ts';
import type { Services } from '../services.ts';
import { changeInvoicing } from './change-invoicing.ts';
import { requireInvoiceable } from './save-invoice-request.ts';

/**
 * 【下载提前开票承诺书】: the paper with what the form holds, made by the worker. The same again is the same paper; anything else is
 * its next version.
 * @throws FORBIDDEN, ILLEGAL_TRANSITION, INVOICE_STANDING
 */
export async function prepareUndertaking(
  services: Services,
  actor: Actor,
  input: PrepareUndertakingInput,
): Promise<InvoicePage> {
  return changeInvoicing(services, actor, 'invoice.prepareUndertaking', input, async (tx, application, today) => {
    await requireInvoiceable(tx, actor, application, ['pending_payment']);
    const notice = await readLastNotice(tx, application.id);
    if (!notice || notice.voidedAt) throw new DomainError('NOT_FOUND');
    const filled = {
      paymentNoticeNumber: notice.number,
      amountFen: notice.totalFen,
      payBy: notice.dueOn,
      matchCode: notice.matchCode,
      reason: input.reason,
      unit: { name: application.unit.name, creditCode: input.creditCode },
      invoice: { title: input.title, type: input.type, email: input.email },
      contact: application.contact ?? { name: '', phone: '' },
    };
    const contentHash = createHash('sha256').update(JSON.stringify(filled)).digest('hex');
    const last = await readLastUndertaking(tx, application.id);
    if (last?.contentHash === contentHash) return;
    const content: UndertakingContent = {
      ...filled,
      number: await nextNumber(tx, 'undertaking', today),
      version: (last?.version ?? 0) + 1,
      filledOn: today,
    };
    const undertaking = await insertUndertaking(tx, {
      number: content.number,
      version: content.version,
      applicationId: application.id,
      unitId: application.unitId,
      content,
      contentHash,
      filledBy: actor.staffId,
    });
    await insertJob(tx, {
      ...newJob(renderUndertakingJob, { undertakingId: undertaking.id }),
      subjectType: 'undertaking',
      subjectId: String(undertaking.id),
      unitId: application.unitId,
      applicationId: application.id,
    });
    await recordApplicationEvent(tx, actor, application, {
      action: '下载提前开票承诺书',
      requestId: input.requestId,
      details: { undertaking: content.number, version: content.version },
    });
  });
}
