import type { Contact } from '../application/application.schema.ts';
import type { PremiumGroup, ProRata } from '../application/premium.ts';
import type { CalendarDate } from '../calendar/calendar-date.ts';
import type { Fen } from '../money/money.ts';
import type { PlanCode } from '../plan/plan.schema.ts';

/** A line of 一、缴费明细. */
export interface PaymentNoticeLine {
  readonly code: PlanCode;
  readonly name: string;
  readonly headcount: number;
  readonly shares: number;
  /** 每人份数; null where persons differ. */
  readonly sharesPerPerson: number | null;
  /** Of the plan, as the paper names it. */
  readonly versionLabel: string;
  readonly feePerShareFen: Fen;
  readonly amountFen: Fen;
  /** Of a supplement: the part of the fee that is due. Absent in what was issued before there were supplements. */
  readonly proRata?: ProRata | null;
  /** By 份: what one person pays. Likewise. */
  readonly groups?: readonly PremiumGroup[];
}

/** Everything that a 缴费通知书 states, frozen when it was issued. */
export interface PaymentNoticeContent {
  readonly number: string;
  readonly version: number;
  readonly issuedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly applicationNumber: string;
  readonly unit: { readonly name: string; readonly creditCode: string | null };
  readonly contact: Contact | null;
  readonly requestedDate: CalendarDate | null;
  /** 保单号 of the policy that a supplement joins; null or absent for everything else. */
  readonly supplementOf?: string | null;
  readonly lines: readonly PaymentNoticeLine[];
  readonly headcount: number;
  readonly totalFen: Fen;
  readonly matchCode: string;
  /** 收款账户. */
  readonly payee: { readonly name: string; readonly number: string; readonly bank: string };
}
