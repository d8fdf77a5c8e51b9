import type { JobKindName } from '@huzhu/domain/queue-desk/job-kinds';
import type { z } from 'zod';
import type { JobDefinition } from './define-job.ts';
import { mailInvoiceJob } from './invoice/mail-invoice.job.ts';
import { renderUndertakingJob } from './invoice/render-undertaking.job.ts';
import { importLedgerJob } from './ledger/import-ledger.job.ts';
import { renderPaymentNoticeJob } from './payment/render-payment-notice.job.ts';
import { renderEndorsementJob } from './policy/render-endorsement.job.ts';
import { renderPolicyJob } from './policy/render-policy.job.ts';
import { parseRosterJob } from './roster/parse-roster.job.ts';

/** Every job that has a row. The worker's registry is total over the names. */
export const JOB_DEFINITIONS = {
  [parseRosterJob.name]: parseRosterJob,
  [importLedgerJob.name]: importLedgerJob,
  [renderPaymentNoticeJob.name]: renderPaymentNoticeJob,
  [renderPolicyJob.name]: renderPolicyJob,
  [renderEndorsementJob.name]: renderEndorsementJob,
  [renderUndertakingJob.name]: renderUndertakingJob,
  [mailInvoiceJob.name]: mailInvoiceJob,
} as const satisfies Readonly<Record<JobKindName, Pick<JobDefinition, 'name' | 'queue'>>>;

export type JobName = keyof typeof JOB_DEFINITIONS;
export type PayloadOf<Name extends JobName> = z.infer<(typeof JOB_DEFINITIONS)[Name]['payload']>;

export function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOB_DEFINITIONS, name);
}
