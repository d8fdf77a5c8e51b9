/** 划款信息: submitted by the unit, then sent back or confirmed by finance. */
export const PAYMENT_STATES = { submitted: '等待核对', returned: '已退回', confirmed: '已确认' } as const;
export type PaymentState = keyof typeof PAYMENT_STATES;

/** Refunds (domain.md, Lifecycle): proposed and approved by different finance accounts. */
export const REFUND_STATES = {
  refund_pending: '待退款',
  refunding: '退款中',
  refunded: '已退款',
  refund_failed: '退款失败',
} as const;
export type RefundState = keyof typeof REFUND_STATES;

interface RefundTransition {
  readonly from: readonly RefundState[];
  readonly to: RefundState;
  readonly label: string;
  /** Whoever proposed the refund may not take this step. */
  readonly secondAccount?: true;
}

export const REFUND_TRANSITIONS = {
  propose: { from: ['refund_pending'], to: 'refund_pending', label: '提出退款' },
  approve: { from: ['refund_pending'], to: 'refunding', label: '同意退款', secondAccount: true },
  succeed: { from: ['refunding'], to: 'refunded', label: '退款到账' },
  fail: { from: ['refunding'], to: 'refund_failed', label: '退款失败' },
  retry: { from: ['refund_failed'], to: 'refunding', label: '再次退款' },
} as const satisfies Record<string, RefundTransition>;
export type RefundEvent = keyof typeof REFUND_TRANSITIONS;

/** The state after an event, or undefined when the table has no such arrow. */
export function advanceRefund(state: RefundState, event: RefundEvent): RefundState | undefined {
  const transition: RefundTransition = REFUND_TRANSITIONS[event];
  return transition.from.includes(state) ? transition.to : undefined;
}
