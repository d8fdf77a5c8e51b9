import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Fen } from '@huzhu/domain/money/money';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import type { DocumentFacts, DocumentUnit } from './document-facts.ts';

export interface UndertakingTask {
  readonly kind: 'undertaking';
  /** `qr` identifies the upload: the undertaking's own number. */
  readonly document: DocumentFacts;
  readonly society: SocietySettings;
  readonly unit: DocumentUnit;
  readonly paymentNoticeNumber: string;
  readonly amountFen: Fen;
  readonly payBy: CalendarDate;
  readonly matchCode: string;
  /** 我单位因…，申请在款项到账前开具发票: `付款审批须先取得发票`. */
  readonly reason: string;
  readonly invoice: { readonly title: string; readonly type: string; readonly email: string };
  readonly contact: { readonly name: string; readonly phone: string };
}
