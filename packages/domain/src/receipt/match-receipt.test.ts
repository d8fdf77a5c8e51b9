import { describe, expect, it } from 'vitest';
import { makeMatchCode } from '../payment/match-code.ts';
import { matchCodesIn, matchReceipt, type PaymentCandidate } from './match-receipt.ts';

const code = (seed: number) => makeMatchCode(new Uint8Array(Array.from({ length: 7 }, (_, i) => seed * 37 + i * 11)));
const A = code(1);
const B = code(2);
const candidate = (matchCode: string, other: Partial<PaymentCandidate> = {}): PaymentCandidate => ({
  applicationNumber: `CB-${matchCode}`,
  unitName: '深圳市远航物流有限公司工会',
  noticeNumber: `TZ20261123-${matchCode}`,
  matchCode,
  totalFen: 16_000,
  confirmable: true,
  voided: false,
  stated: null,
  ...other,
});
const receipt = (other: Partial<Parameters<typeof matchReceipt>[0]> = {}) => ({
  amountFen: 16_000,
  payerName: '深圳市远航物流有限公司',
  remark: '',
  reference: '',
  ...other,
});

describe('matchCodesIn', () => {
  it.each([
    `互助金 ${A}`,
    `${A.toLowerCase()}付款`,
    `互助${A.slice(0, 4)}-${A.slice(4)}`,
    `互助 ${[...A].join(' ')}`,
    `转账${A}，谢谢`,
  ])('finds the code in %s', (remark) => expect(matchCodesIn(remark)).toContain(A));

  it('finds two, and none where a character is wrong', () => {
    expect(matchCodesIn(`${A} ${B}`)).toEqual(expect.arrayContaining([A, B]));
    const wrong = `${A.slice(0, 7)}${A.endsWith('2') ? '3' : '2'}`;
    expect(matchCodesIn(`互助金 ${wrong}`)).toEqual([]);
  });
});

describe('matchReceipt', () => {
  it('is sure by code and amount', () => {
    expect(matchReceipt(receipt({ remark: A }), [candidate(A), candidate(B)])).toMatchObject({
      sure: true,
      reasons: ['附言识别码一致', '金额一致'],
      candidates: [{ matchCode: A }],
    });
  });

  it('takes one transfer for several notices, and says what is too much or too little', () => {
    const both = [candidate(A), candidate(B)];
    expect(matchReceipt(receipt({ remark: `${A} ${B}`, amountFen: 32_000 }), both)).toMatchObject({ sure: true });
    expect(matchReceipt(receipt({ remark: `${A} ${B}`, amountFen: 33_000 }), both)).toMatchObject({
      sure: false,
      reasons: ['附言识别码一致，共 2 份通知书', '多 ¥10.00'],
    });
    expect(matchReceipt(receipt({ remark: A, amountFen: 15_000 }), both)?.reasons).toContain('少 ¥10.00');
  });

  it('goes by the notice number, the serial number, then by payer and amount where one fits alone', () => {
    expect(matchReceipt(receipt({ remark: `TZ20261123-${A}` }), [candidate(A)])).toMatchObject({ sure: true });
    const stated = candidate(B, { unitName: '别的单位', stated: { payerName: '总部', serialNumber: '0042' } });
    expect(matchReceipt(receipt({ reference: '0042', payerName: '总部' }), [candidate(A), stated])).toMatchObject({
      sure: false,
      candidates: [{ matchCode: B }],
    });
    expect(matchReceipt(receipt({ payerName: '总部' }), [stated])?.reasons).toEqual(['付款户名一致', '金额一致']);
    expect(matchReceipt(receipt(), [candidate(A)])?.candidates).toHaveLength(1);
    expect(matchReceipt(receipt(), [candidate(A), candidate(B)])).toBeUndefined();
    expect(matchReceipt(receipt({ payerName: '路人' }), [candidate(A)])).toBeUndefined();
  });

  it('never confirms by itself what waits for its 划款信息, or whose notice was voided', () => {
    expect(matchReceipt(receipt({ remark: A }), [candidate(A, { confirmable: false })])?.sure).toBe(false);
    const voided = matchReceipt(receipt({ remark: A }), [candidate(A, { confirmable: false, voided: true })]);
    expect(voided).toMatchObject({ sure: false, reasons: ['附言识别码一致', '金额一致', '通知书已作废'] });
    expect(matchReceipt(receipt(), [candidate(A, { voided: true })])).toBeUndefined();
  });
});
