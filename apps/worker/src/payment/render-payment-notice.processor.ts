import type { Processor } from '@huzhu/jobs/runtime/run-attempt';
import { renderPaymentNotice } from '@huzhu/operations/payment/render-payment-notice';
import type { Services } from '@huzhu/operations/services';

/** Makes the PDF of an issued 缴费通知书. */
export function renderPaymentNoticeProcessor(services: Services): Processor<'render-payment-notice'> {
  return ({ payload }) => renderPaymentNotice(services, payload.noticeId);
}
