import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import type { Fen } from '@huzhu/domain/money/money';
import type { DocumentType } from '@huzhu/domain/person/document-type';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';

/** What every issued document has. */
export interface DocumentFacts {
  /** As it is read aloud and typed: `JF2026001286`. */
  readonly number: string;
  /** 1, 2 …; a reissue voids the one before. */
  readonly version: number;
  /** 签发日期. Stands in the file's properties too, so that the same content is the same file. */
  readonly dated: CalendarDate;
  /** SHA-256 of the snapshot that the document was made from, hex: 内容摘要 shows its first 16 digits. */
  readonly hash: string;
  /** What the QR code opens or holds: an address with an opaque token, or a document number. Never a name or an ID number. */
  readonly qr: string;
  /** Outside production: 样张 in the footer and 样章 in the seal. */
  readonly sample: boolean;
}

export interface DocumentUnit {
  readonly name: string;
  /** 统一社会信用代码; null where a unit has none. */
  readonly creditCode: string | null;
}

/** Of a supplement: which part of the full fee is due. */
export interface ProRata {
  /** Days that are left, or months begun; both ends counted. */
  readonly part: number;
  /** Days or months of the whole term. */
  readonly whole: number;
  readonly unit: 'day' | 'month';
}

/** One row of 缴费明细. A plan whose persons differ in 份数 has one row per 份数, or one row with `sharesPerPerson` null. */
export interface PremiumRow {
  readonly plan: Pick<PlanVersion, 'code' | 'name' | 'version'>;
  readonly headcount: number;
  /** 每人份数; null where persons differ. */
  readonly sharesPerPerson: number | null;
  /** 合计份数. */
  readonly shares: number;
  readonly feePerShareFen: Fen;
  /** Of a supplement; null for a plan that is not pro-rated (`FULL`). */
  readonly proRata?: ProRata | null;
  /** 每人金额 of a supplement; null where persons differ. */
  readonly amountPerPersonFen?: Fen | null;
  readonly amountFen: Fen;
}

/** A tranche of 份 with its own dates: one line of the list. */
export interface ListedTranche {
  readonly shares: number;
  readonly start: CalendarDate;
  readonly end: CalendarDate;
  /** 免责期满 (含当日); null without a wait. */
  readonly waitEnds: CalendarDate | null;
  readonly category: '新保' | '续保' | '增加';
}

export interface ListedPerson {
  /** 序号, counted through the policy: the first person of a first endorsement after 128 is 129. */
  readonly sequence: number;
  readonly name: string;
  readonly documentType: DocumentType;
  /** Masked already (maskIdNumber); a number in clear never comes here. */
  readonly maskedNumber: string;
  /** One or two, never empty. */
  readonly tranches: readonly ListedTranche[];
}

/** The insured of one plan: one 附件. */
export interface InsuredList {
  readonly plan: Pick<PlanVersion, 'name' | 'version'>;
  readonly start: CalendarDate;
  readonly end: CalendarDate;
  readonly persons: readonly ListedPerson[];
}
