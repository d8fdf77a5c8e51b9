import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Fen } from '@huzhu/domain/money/money';
import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import type { DocumentFacts, DocumentUnit, InsuredList, PremiumRow } from './document-facts.ts';

/** A policy's figures at one moment. */
export interface PolicyFigures {
  readonly headcount: number;
  readonly shares: number;
  readonly amountFen: Fen;
}

export interface EndorsementTask {
  readonly kind: 'endorsement';
  readonly document: DocumentFacts;
  readonly society: SocietySettings;
  readonly unit: DocumentUnit;
  /** 第 n 次保全. */
  readonly sequence: number;
  readonly policyNumber: string;
  readonly applicationNumber: string;
  /** 保全生效, 0时. */
  readonly effective: CalendarDate;
  /** The parent's end, 24时. */
  readonly end: CalendarDate;
  /** 免责期 in one line, without 各人见下表: `30天`. */
  readonly waiting: string;
  readonly before: PolicyFigures;
  /** Added by this endorsement; 变更后 is the sum. */
  readonly added: PolicyFigures;
  readonly rows: readonly PremiumRow[];
  /** One per plan. One plan and at most five lines: printed on the page; else 见附件, as annex. */
  readonly lists: readonly InsuredList[];
}
