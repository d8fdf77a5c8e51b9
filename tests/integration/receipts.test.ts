import { randomUUID } from 'node:crypto';
import { readCells } from '@huzhu/documents/testing/read-cells';
import { writeTable } from '@huzhu/documents/workbook/write-table';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { remindDue } from '@huzhu/operations/payment/remind-due';
import { voidOverdue } from '@huzhu/operations/payment/void-application';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { at, because, codeOf, type PolicySteps, policySteps, transfer, type View } from './policy-steps.ts';
import { type ProductWorld, startProductWorld, TODAY } from './product-world.ts';
import { refusalOf } from './refusal-of.ts';

let world: ProductWorld;
let steps: PolicySteps;
let operator: ApiClient;
let finance: ApiClient;
let finance2: ApiClient;

beforeAll(async () => {
  world = await startProductWorld();
  steps = await policySteps(world, 50_000);
  ({ operator1: operator, finance1: finance, finance2 } = steps.by);
}, 120_000);
beforeEach(() => world.setToday(TODAY));
afterAll(() => world?.close());

interface Line {
  readonly amount: string;
  readonly remark?: string;
  readonly payer?: string;
  readonly reference?: string;
}

let references = 0;
async function send(content: string | Uint8Array<ArrayBuffer>, client = finance): Promise<Response> {
  const form = new FormData();
  form.append('file', new Blob([content]), '流水.csv');
  return client.fetch('/api/receipts/statement', { method: 'POST', body: form });
}

/** Imports these lines as a bank writes them, and gives the receipts in that order. */
async function receive(...lines: Line[]) {
  const rows = lines.map((line) => {
    references += 1;
    const reference = line.reference ?? `LS${references}`;
    return {
      ...line,
      reference,
      text: `${TODAY},"${line.amount}",${line.payer ?? '某公司'},${line.remark ?? ''},${reference}`,
    };
  });
  const answer = await send(
    `深圳某银行账户明细\n交易日期,贷方金额,对方户名,附言,流水号\n${rows.map((row) => row.text).join('\n')}\n`,
  );
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ lines: lines.length, added: lines.length, known: 0 });
  const { items } = await finance.trpc.receipt.list.query({ tab: 'open', pageSize: 100 });
  return rows.map((row) => {
    const item = items.find((each) => each.reference === row.reference);
    if (!item) throw new Error(`no receipt ${row.reference}`);
    return item;
  });
}

const noticeOf = async (view: Pick<View, 'number'>) => {
  const { notice } = await operator.trpc.payment.page.query({ number: view.number });
  if (!notice) throw new Error('no notice');
  return notice;
};
const claim = (receipts: readonly { id: string }[], applications: readonly View[], client = finance) =>
  client.trpc.receipt.claim.mutate({
    requestId: randomUUID(),
    receiptIds: receipts.map((each) => each.id),
    applications: applications.map(({ number, version }) => ({ number, version })),
  });
const stateOf = async (view: Pick<View, 'number'>) =>
  (await operator.trpc.application.get.query({ number: view.number })).state;

describe('银行流水', () => {
  test('is read from CSV and workbook, once however often it comes', async () => {
    const csv =
      '交易日期,摘要,借方金额,贷方金额,对方户名,流水号\n2026-11-23,利息,,0.51,银行,A1\n2026-11-23,付款,88.00,,别人,A2\n2026-11-23,会费,,0.51,银行,A1\n合计,,,,,\n';
    // Two alike are two; the payment and the total are none.
    expect(await (await send(csv)).json()).toMatchObject({ lines: 2, added: 2, known: 0 });
    expect(await (await send(csv)).json()).toMatchObject({ lines: 2, added: 0, known: 2 });
    const workbook = await writeTable({
      sheet: '明细',
      columns: ['入账日期', '收入金额', '付款人名称', '附言', '交易流水号'].map((header) => ({ header, width: 20 })),
      rows: [
        ['2026-11-23', '0.51', '银行', '利息', 'A1'],
        ['20261123', 1_234.5, '某公司', '会费', 'A9'],
      ],
    });
    expect(await (await send(new Uint8Array(workbook))).json()).toMatchObject({ lines: 2, added: 1, known: 1 });
    const gbk = Buffer.concat([
      Buffer.from('bdbbd2d7c8d5c6da2cb4fbb7bdbdf0b6ee2cb6d4b7bdbba7c3fb', 'hex'),
      Buffer.from('\n2026-11-23,5.00,abc\n', 'latin1'),
    ]);
    expect(await (await send(new Uint8Array(gbk))).json()).toMatchObject({ lines: 1, added: 1 });
  });

  test.each([
    ['nothing of a statement', 'a,b,c\n1,2,3\n', '没有找到表头'],
    ['a page', '<html><script>alert(1)</script></html>', '网页（HTML）'],
    ['payments alone', '交易日期,贷方金额,对方户名\n2026-11-23,,别人\n', '没有读得出的到账记录'],
    ['a column twice', '交易日期,贷方金额,贷方金额,对方户名\n2026-11-23,1,2,别人\n', '出现了两次'],
  ])('refuses %s with a sentence', async (_, content, words) => {
    const refused = await send(content);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(await refused.json())).toContain(words);
  });

  test('is finance’s alone', async () => {
    for (const client of [operator, steps.by.reviewer1, steps.by.society1])
      expect(await refusalOf(await send('x', client))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await codeOf(operator.trpc.receipt.list.query({}))).toBe('FORBIDDEN');
  });
});

describe('认领', () => {
  test('by code and amount it is sure; confirmed by one press, by one of two', async () => {
    const view = await steps.paid(await steps.approved());
    const { matchCode } = await noticeOf(view);
    const [found] = await receive({ amount: '160.00', remark: `互助金 ${matchCode.toLowerCase()}`, payer: '集团总部' });
    expect(found?.match).toMatchObject({
      sure: true,
      reasons: ['附言识别码一致', '金额一致'],
      targets: [{ applicationNumber: view.number, version: view.version }],
    });
    const outcomes = await Promise.all([
      codeOf(claim([found ?? { id: '' }], [view])),
      codeOf(claim([found ?? { id: '' }], [view], finance2)),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
    expect(outcomes.find((outcome) => outcome !== 'done')).toMatch(/RECEIPT_MOVED|STALE_VERSION|ILLEGAL_TRANSITION/);
    expect(await stateOf(view)).toBe('pending_effective');
    const settled = await finance.trpc.receipt.list.query({ tab: 'settled', query: found?.reference ?? '' });
    expect(settled.items).toMatchObject([
      { leftFen: 0, claimed: [{ applicationNumber: view.number, amountFen: 16_000 }] },
    ]);
  });

  test('one transfer for several notices, the rest stays 未认领', async () => {
    const views = [await steps.paid(await steps.approved()), await steps.paid(await steps.approved())];
    const codes = await Promise.all(views.map(async (view) => (await noticeOf(view)).matchCode));
    const [found] = await receive({ amount: '330.00', remark: codes.join(' '), payer: '集团总部' });
    expect(found?.match).toMatchObject({ sure: false, reasons: ['附言识别码一致，共 2 份通知书', '多 ¥10.00'] });
    await claim([found ?? { id: '' }], views);
    expect(await Promise.all(views.map(stateOf))).toEqual(['pending_effective', 'pending_effective']);
    const [left] = (await finance.trpc.receipt.list.query({ tab: 'open', query: found?.reference ?? '' })).items;
    expect(left).toMatchObject({ leftFen: 1_000, claimed: [{ amountFen: 16_000 }, { amountFen: 16_000 }] });
    await finance.trpc.receipt.setAside.mutate({
      requestId: randomUUID(),
      receiptId: left?.id ?? '',
      reason: '多付，已电话联系',
    });
    expect(await codeOf(claim([left ?? { id: '' }], [views[0] as View]))).not.toBe('done');
    await finance.trpc.receipt.reopen.mutate({ requestId: randomUUID(), receiptId: left?.id ?? '' });
  });

  test('two transfers for one notice; too little is refused and changes nothing', async () => {
    const view = await steps.paid(await steps.approved());
    const { matchCode } = await noticeOf(view);
    const parts = await receive({ amount: '100', remark: matchCode }, { amount: '65.00', remark: matchCode });
    expect(parts[0]?.match?.reasons).toContain('少 ¥60.00');
    expect(await codeOf(claim(parts.slice(0, 1), [view]))).toBe('UNDERPAID');
    expect(await stateOf(view)).toBe('pending_verification');
    await claim(parts, [view]);
    const { payments, refunds } = await finance.trpc.payment.page.query({ number: view.number });
    expect(payments[0]).toMatchObject({ state: 'confirmed', receivedFen: 16_500 });
    expect(refunds).toMatchObject([{ amountFen: 500, reason: '多缴' }]);
  });

  test('nobody confirms what they stated themselves', async () => {
    await world.db.owner
      .sql`insert into role_grant (staff_id, role) select id, 'finance' from staff where username = 'operator1'`;
    const both = await world.signIn('operator1');
    const view = await steps.paid(await steps.approved());
    const [found] = await receive({ amount: '160', remark: (await noticeOf(view)).matchCode });
    expect(await codeOf(claim([found ?? { id: '' }], [view], both))).toBe('OWN_WORK');
    await world.db.owner
      .sql`delete from role_grant where role = 'finance' and staff_id = (select id from staff where username = 'operator1')`;
  });

  test('money after an overdue void: back to the unit, or the application goes on', async () => {
    const views = [await steps.approved(), await steps.approved()] as const;
    const notices = await Promise.all(views.map(noticeOf));
    world.setToday(asDate('2026-12-09'));
    await voidOverdue(steps.worker);
    const found = await receive(...notices.map((notice) => ({ amount: '160', remark: notice.matchCode })));
    expect(found[0]?.match).toMatchObject({ sure: false, targets: [{ voided: true }] });
    expect(found[0]?.match?.reasons).toContain('通知书已作废');
    const refund = {
      requestId: randomUUID(),
      receiptId: found[0]?.id ?? '',
      number: views[0].number,
      reason: '逾期后到账',
    };
    await finance.trpc.receipt.refund.mutate(refund);
    await finance.trpc.receipt.refund.mutate(refund);
    const { refunds } = await finance.trpc.payment.page.query({ number: views[0].number });
    expect(refunds).toMatchObject([{ amountFen: 16_000, reason: '逾期后到账', state: 'refund_pending' }]);

    const voided = await operator.trpc.application.get.query({ number: views[1].number });
    const reopened = await steps.by.society1.trpc.payment.reopen.mutate(because(voided, '款项已到账'));
    expect(reopened.state).toBe('pending_payment');
    const again = await noticeOf(reopened);
    expect(again).toMatchObject({ version: 2, totalFen: 16_000, voided: null });
    const cover = await world.db.owner.sql`select 1 from cover c join application a on a.id = c.application_id
      where a.number = ${reopened.number} and c.state = 'reserved'`;
    expect(cover).toHaveLength(1);
    await steps.openNotice(reopened);
    const waiting = await operator.trpc.payment.submit.mutate({
      ...transfer(reopened, 16_000),
      paidOn: asDate('2026-12-09'),
    });
    await claim([found[1] ?? { id: '' }], [waiting]);
    expect(await stateOf(waiting)).toBe('pending_effective');
  });
});

describe('退款', () => {
  const payee = {
    payeeName: '深圳市远航物流有限公司工会',
    payeeBank: '示例银行深圳分行',
    payeeAccount: '7559 0012 8000 0016',
  };
  const refundOf = async (
    view: Pick<View, 'number'>,
    state: 'refund_pending' | 'refunding' | 'refund_failed' | 'refunded',
  ) => {
    const { items } = await finance.trpc.refund.list.query({ state });
    const found = items.find((item) => item.applicationNumber === view.number);
    if (!found) throw new Error('no refund');
    return { requestId: randomUUID(), refundNumber: found.number, version: found.version, found };
  };

  test('proposed by one, approved by another, failed, tried again, arrived', async () => {
    const waiting = await steps.paid(await steps.approved());
    await finance.trpc.payment.confirm.mutate({
      ...at(waiting),
      receivedFen: 17_000,
      receivedOn: TODAY,
      bankReference: 'HD0001',
    });
    const { found, ...first } = await refundOf(waiting, 'refund_pending');
    expect(found).toMatchObject({ amountFen: 1_000, payee: null, payer: { name: '深圳市远航物流有限公司工会' } });
    expect(await codeOf(finance2.trpc.refund.approve.mutate(first))).toBe('REFUND_NOT_PROPOSED');
    await finance.trpc.refund.propose.mutate({ ...first, requestId: randomUUID(), ...payee });
    const { found: proposed, ...second } = await refundOf(waiting, 'refund_pending');
    expect(proposed.payee).toMatchObject({ accountMasked: '755*********0016' });
    expect(await codeOf(finance.trpc.refund.approve.mutate(second))).toBe('OWN_WORK');
    const outcomes = await Promise.all([
      codeOf(finance2.trpc.refund.approve.mutate({ ...second, requestId: randomUUID() })),
      codeOf(finance2.trpc.refund.approve.mutate({ ...second, requestId: randomUUID() })),
    ]);
    expect(outcomes.sort()).toEqual(['REFUND_MOVED', 'done']);
    const { found: _, ...third } = await refundOf(waiting, 'refunding');
    await finance2.trpc.refund.fail.mutate({ ...third, reason: '户名不符' });
    const { found: __, ...fourth } = await refundOf(waiting, 'refund_failed');
    await finance2.trpc.refund.retry.mutate(fourth);
    const { found: ___, ...fifth } = await refundOf(waiting, 'refunding');
    await finance2.trpc.refund.settle.mutate({ ...fifth, paidOn: TODAY, bankReference: 'TK0001' });
    expect((await refundOf(waiting, 'refunded')).found).toMatchObject({ bankReference: 'TK0001', failure: null });
    const [stored] = await world.db.owner.sql<{ cipher: Buffer }[]>`
      select payee_account_cipher as cipher from refund where payee_account_cipher is not null limit 1`;
    expect(stored?.cipher.includes('7559001280000016')).toBe(false);
  });
});

describe('每日对账', () => {
  test('receipts, confirmations by hand and refunds add up, and are exported', async () => {
    const day = asDate('2026-11-20');
    const before = await finance.trpc.receipt.day.query({ day });
    expect(before).toMatchObject({ received: { count: 0, fen: 0 }, differenceFen: 0, lines: [] });
    const today = await finance.trpc.receipt.day.query({ day: TODAY });
    expect(today.received.fen).toBe(today.claimed.fen + today.open.fen + today.setAside.fen);
    // What was claimed for a refund is no payment: the desk shows it as the difference.
    expect(today.confirmed.fen - today.confirmedByHand.fen).toBe(today.claimed.fen - today.differenceFen);
    expect(today.differenceFen).toBe(16_000);
    expect(today.refunded.count).toBeGreaterThan(0);
    const exported = await finance.fetch('/api/receipts/day/export', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ day: TODAY }),
    });
    const cells = (await readCells(await exported.arrayBuffer())).flat().map((cell) => cell.value);
    expect(cells).toContain('银行到账');
    expect(cells).toContain('手工确认');
  });
});

describe('the timer', () => {
  test('reminds once of what is due within three days', async () => {
    await steps.approved();
    world.setToday(asDate('2026-12-04'));
    expect(await remindDue(steps.worker)).toBe(0);
    world.setToday(asDate('2026-12-05'));
    const reminded = await Promise.all([remindDue(steps.worker), remindDue(steps.worker)]);
    expect(Math.max(...reminded)).toBeGreaterThan(0);
    expect(await remindDue(steps.worker)).toBe(0);
    const { items } = await operator.trpc.notification.list.query();
    expect(items[0]).toMatchObject({ kind: 'payment_due' });
  });
});
