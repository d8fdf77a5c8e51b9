import { type Fen, formatYuan } from '../money/money.ts';
import { isMatchCode } from '../payment/match-code.ts';
import { normaliseText } from '../person/normalise-text.ts';

/** An application that waits for money, or waited. */
export interface PaymentCandidate {
  readonly applicationNumber: string;
  readonly unitName: string;
  readonly noticeNumber: string;
  readonly matchCode: string;
  readonly totalFen: Fen;
  /** 等待核对: only then may finance confirm. */
  readonly confirmable: boolean;
  /** The notice was voided: what comes now is to be refunded, or the application re-opened. */
  readonly voided: boolean;
  /** 划款信息 as the unit stated it; null before. */
  readonly stated: { readonly payerName: string; readonly serialNumber: string } | null;
}

export interface ReceiptFacts {
  /** What is not claimed yet. */
  readonly amountFen: Fen;
  readonly payerName: string;
  readonly remark: string;
  readonly reference: string;
}

export interface ReceiptMatch {
  readonly candidates: readonly PaymentCandidate[];
  /** Why, in words for finance. */
  readonly reasons: readonly string[];
  /** Code or notice number and the exact amount, for applications that may be confirmed: one press is enough. */
  readonly sure: boolean;
}

const TOKEN = /[2-9A-HJ-NP-Za-hj-np-z]{8}/g;

/** The 附言识别码 that a remark holds, also where somebody wrote them with blanks or hyphens between. */
export function matchCodesIn(remark: string): string[] {
  const text = normaliseText(remark).text.toUpperCase();
  const found = new Set<string>();
  for (const variant of [text, text.replace(/[\s-]/g, '')]) {
    // Overlapping tokens: in a run of 10 characters the code may begin at any of the first three.
    for (let start = 0; start + 8 <= variant.length; start += 1) {
      const token = variant.slice(start, start + 8);
      TOKEN.lastIndex = 0;
      if (TOKEN.test(token) && isMatchCode(token)) found.add(token);
    }
  }
  return [...found];
}

/**
 * Which applications a receipt pays: first by what the remark says (识别码, notice number: also several at once), then by 流水号,
 * then by amount and payer where exactly one fits. Undefined where nothing speaks for any: the receipt stays 未认领.
 */
export function matchReceipt(receipt: ReceiptFacts, candidates: readonly PaymentCandidate[]): ReceiptMatch | undefined {
  const codes = matchCodesIn(receipt.remark);
  const named = candidates.filter(
    (each) => codes.includes(each.matchCode) || receipt.remark.includes(each.noticeNumber),
  );
  if (named.length > 0) {
    const by = named.every((each) => codes.includes(each.matchCode)) ? '附言识别码一致' : '附言写有通知书编号';
    return judge(receipt, named, [named.length > 1 ? `${by}，共 ${named.length} 份通知书` : by], true);
  }
  const open = candidates.filter((each) => !each.voided);
  const bySerial = open.filter((each) => receipt.reference !== '' && each.stated?.serialNumber === receipt.reference);
  if (bySerial.length === 1) return judge(receipt, bySerial, ['流水号与划款信息一致'], false);
  const payer = comparable(receipt.payerName);
  const byPayer = open.filter(
    (each) =>
      each.totalFen === receipt.amountFen &&
      payer !== '' &&
      (comparable(each.unitName) === payer || comparable(each.stated?.payerName ?? '') === payer),
  );
  if (byPayer.length === 1) return judge(receipt, byPayer, ['付款户名一致'], false);
  return undefined;
}

function judge(
  { amountFen }: ReceiptFacts,
  candidates: readonly PaymentCandidate[],
  reasons: readonly string[],
  certain: boolean,
): ReceiptMatch {
  const total = candidates.reduce((sum, each) => sum + each.totalFen, 0);
  const said =
    amountFen === total
      ? '金额一致'
      : amountFen > total
        ? `多 ${formatYuan(amountFen - total)}`
        : `少 ${formatYuan(total - amountFen)}`;
  const voided = candidates.some((each) => each.voided) ? ['通知书已作废'] : [];
  return {
    candidates,
    reasons: [...reasons, said, ...voided],
    sure: certain && amountFen === total && candidates.every((each) => each.confirmable),
  };
}

/** 公司 and its 工会 pay for one another. */
const comparable = (name: string): string => normaliseText(name).text.replace(/(工会委员会|基层工会|工会)$/u, '');
