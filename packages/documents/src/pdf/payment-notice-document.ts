import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import type { DocumentFacts, DocumentUnit, PremiumRow } from './document-facts.ts';

export interface PaymentNoticeTask {
  readonly kind: 'payment-notice';
  readonly document: DocumentFacts;
  readonly society: SocietySettings;
  readonly unit: DocumentUnit;
  readonly applicationNumber: string;
  /** Present for a supplement: 缴费明细 then shows days and 每人金额. */
  readonly supplementOf?: { readonly policyNumber: string };
  /** 缴款截止: until 24时, 含当日. */
  readonly due: CalendarDate;
  /** 识别码 of eight characters: the mandatory 汇款附言. */
  readonly matchCode: string;
  /** 1 to 4 rows fit the page. The total is their sum. */
  readonly rows: readonly PremiumRow[];
  /** Distinct persons: one enrolled in two plans counts once. */
  readonly headcount: number;
}
