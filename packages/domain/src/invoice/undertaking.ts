import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Fen } from '../money/money.ts';
import type { InvoiceType } from './invoice.schema.ts';

/** Everything that a 提前开票承诺书 states, frozen when it was filled in. Empty texts are written by hand. */
export interface UndertakingContent {
  readonly number: string;
  readonly version: number;
  readonly filledOn: CalendarDate;
  readonly paymentNoticeNumber: string;
  readonly amountFen: Fen;
  readonly payBy: CalendarDate;
  readonly matchCode: string;
  readonly reason: string;
  readonly unit: { readonly name: string; readonly creditCode: string | null };
  readonly invoice: { readonly title: string; readonly type: InvoiceType; readonly email: string };
  readonly contact: { readonly name: string; readonly phone: string };
}

/** Stands in the form until the unit writes another. */
export const USUAL_REASON = '付款审批须先取得发票';
