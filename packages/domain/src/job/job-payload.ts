import { z } from 'zod';

/** Payloads of the jobs, parsed where a job is made and again where it runs. Ids only. */
export const parseRosterPayload = z.strictObject({ rosterVersionId: z.uuid() });
export type ParseRosterPayload = z.infer<typeof parseRosterPayload>;

/** `noticeId`: the row of payment_notice, which holds everything that is printed. */
export const renderPaymentNoticePayload = z.strictObject({ noticeId: z.int().min(1) });

/** `policyId`: the row of policy. */
export const renderPolicyPayload = z.strictObject({ policyId: z.int().min(1) });

/** `endorsementId`: the row of endorsement. */
export const renderEndorsementPayload = z.strictObject({ endorsementId: z.int().min(1) });

/** `undertakingId`: the row of undertaking. */
export const renderUndertakingPayload = z.strictObject({ undertakingId: z.int().min(1) });

/** `invoiceId`: the row of invoice. */
export const mailInvoicePayload = z.strictObject({ invoiceId: z.uuid() });

export const importLedgerPayload = z.strictObject({ ledgerVersionId: z.uuid() });
