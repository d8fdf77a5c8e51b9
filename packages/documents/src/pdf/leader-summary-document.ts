import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import type { DocumentFacts, DocumentUnit, PremiumRow } from './document-facts.ts';

/** 名单与社保台账比对. */
export interface LedgerComparison {
  /** Distinct persons of the ledger's latest month. */
  readonly headcount: number;
  /** Of them on the roster. */
  readonly listed: number;
  /** Of those who are not: outside the plans' ages. */
  readonly notListedByAge: number;
  /** On the roster with another name or number than in the ledger. */
  readonly differing: number;
}

export interface LeaderSummaryTask {
  readonly kind: 'leader-summary';
  /** `number` is the application's; `qr` is not printed. */
  readonly document: DocumentFacts;
  readonly society: SocietySettings;
  readonly unit: DocumentUnit;
  /** 数据截至. */
  readonly asOf: CalendarDate;
  /** Distinct persons. */
  readonly headcount: number;
  /** 续保 of them; the rest is 新保. */
  readonly renewals: number;
  readonly plans: readonly (Omit<PremiumRow, 'plan'> & { readonly plan: PlanVersion })[];
  /** Null where no ledger was imported: 参保率 and the bars are then left out. */
  readonly ledger: LedgerComparison | null;
  /** Earliest day of cover. */
  readonly earliestStart: CalendarDate;
  /** Once the 缴费通知书 stands; before that the page asks for consent to apply. */
  readonly payment: { readonly due: CalendarDate; readonly matchCode: string } | null;
  /** 批准付款, 期限（建议）. */
  readonly approveBy: CalendarDate;
}
