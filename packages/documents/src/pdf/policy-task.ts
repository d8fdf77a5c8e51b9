import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import type { DocumentFacts, DocumentUnit, InsuredList, PremiumRow } from './document-facts.ts';

/** A plan of the policy with its premium and its insured. */
export interface PolicyPlan extends Omit<PremiumRow, 'plan' | 'proRata' | 'amountPerPersonFen'> {
  readonly plan: PlanVersion;
  readonly persons: InsuredList['persons'];
}

export interface PolicyTask {
  readonly kind: 'policy';
  readonly document: DocumentFacts;
  readonly society: SocietySettings;
  readonly unit: DocumentUnit;
  /** From 0时 … */
  readonly start: CalendarDate;
  /** … to 24时 of this day. */
  readonly end: CalendarDate;
  /** Distinct persons. */
  readonly headcount: number;
  /** 核验码 beside the QR code, for typing. */
  readonly verificationCode: string;
  /** One to four; one list of insured each. */
  readonly plans: readonly PolicyPlan[];
}
