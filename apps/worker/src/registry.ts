import type { Processors } from '@huzhu/jobs/runtime/run-worker';
import type { Services } from '@huzhu/operations/services';
import { mailInvoiceProcessor } from './invoice/mail-invoice.processor.ts';
import { renderUndertakingProcessor } from './invoice/render-undertaking.processor.ts';
import { importLedgerProcessor } from './ledger/import-ledger.processor.ts';
import { renderPaymentNoticeProcessor } from './payment/render-payment-notice.processor.ts';
import { renderEndorsementProcessor } from './policy/render-endorsement.processor.ts';
import { renderPolicyProcessor } from './policy/render-policy.processor.ts';
import { parseRosterProcessor } from './roster/parse-roster.processor.ts';

/** Which processor runs which job; total over the job names, so that a forgotten one does not compile. */
export function processors(services: Services): Processors {
  return {
    'parse-roster': parseRosterProcessor(services),
    'import-ledger': importLedgerProcessor(services),
    'render-payment-notice': renderPaymentNoticeProcessor(services),
    'render-policy': renderPolicyProcessor(services),
    'render-endorsement': renderEndorsementProcessor(services),
    'render-undertaking': renderUndertakingProcessor(services),
    'mail-invoice': mailInvoiceProcessor(services),
  };
}
