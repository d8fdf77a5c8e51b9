import type { Role } from '../access/role.ts';

/**
 * 提前开票 (domain.md, Lifecycle): a side machine from 待缴费. Uploading the 承诺书 or being issued an invoice never
 * advances the payment. Between 待审 and 已开票 stands 待开票: the reviewer judges the request, finance issues the invoice.
 */
export const EARLY_INVOICE_STATES = {
  pending: '待审',
  refused: '驳回',
  approved: '待开票',
  issued: '已开票',
  paid: '已收款',
  overdue: '逾期',
  reversed: '红冲',
} as const;
export type EarlyInvoiceState = keyof typeof EARLY_INVOICE_STATES;

interface Transition {
  readonly from: readonly EarlyInvoiceState[];
  readonly to: EarlyInvoiceState;
  readonly by: readonly (Role | 'timer' | 'payment' | 'application')[];
  readonly label: string;
}

export const EARLY_INVOICE_TRANSITIONS = {
  approve: { from: ['pending'], to: 'approved', by: ['reviewer'], label: '提前开票审核通过' },
  refuse: { from: ['pending', 'approved'], to: 'refused', by: ['reviewer', 'finance'], label: '驳回提前开票' },
  issue: { from: ['approved'], to: 'issued', by: ['finance'], label: '提前开票' },
  /** The application goes back or ends, or is paid before anybody issued: there is nothing left to invoice early. */
  close: { from: ['pending', 'approved'], to: 'refused', by: ['application', 'payment'], label: '提前开票不再办理' },
  pay: { from: ['issued', 'overdue'], to: 'paid', by: ['payment'], label: '提前开票已收款' },
  lapse: { from: ['issued'], to: 'overdue', by: ['timer'], label: '提前开票逾期' },
  reverse: { from: ['issued', 'overdue'], to: 'reversed', by: ['finance'], label: '红冲' },
} as const satisfies Record<string, Transition>;
export type EarlyInvoiceEvent = keyof typeof EARLY_INVOICE_TRANSITIONS;

/** While one of these stands no other request may be made. */
export const OPEN_EARLY_INVOICE_STATES: readonly EarlyInvoiceState[] = ['pending', 'approved', 'issued', 'overdue'];

/** The state after an event, or undefined when the table has no such arrow. */
export function advanceEarlyInvoice(state: EarlyInvoiceState, event: EarlyInvoiceEvent): EarlyInvoiceState | undefined {
  const transition: Transition = EARLY_INVOICE_TRANSITIONS[event];
  return transition.from.includes(state) ? transition.to : undefined;
}
