import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { readPdf } from '@huzhu/documents/testing/read-pdf';
import { asDate } from '@huzhu/domain/calendar/calendar-date';
import { lapseEarlyInvoices } from '@huzhu/operations/invoice/lapse-early-invoices';
import { mailInvoice } from '@huzhu/operations/invoice/mail-invoice';
import { renderUndertaking } from '@huzhu/operations/invoice/render-undertaking';
import { createSmtpMailer } from '@huzhu/operations/mail/smtp-mailer';
import { voidOverdue } from '@huzhu/operations/payment/void-application';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ApiClient } from './api-client.ts';
import { at, because, codeOf, type PolicySteps, policySteps, receipt, transfer, type View } from './policy-steps.ts';
import { PDF } from './policy-table.ts';
import { type ProductWorld, startProductWorld, TODAY } from './product-world.ts';
import { refusalOf } from './refusal-of.ts';

let world: ProductWorld;
let steps: PolicySteps;
let operator: ApiClient;
let reviewer: ApiClient;
let finance: ApiClient;
let smtp: SMTPServer;
const letters: string[] = [];

beforeAll(async () => {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => void text(stream).then((letter) => done(null, void letters.push(letter))),
  });
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  const mailer = createSmtpMailer(`smtp://127.0.0.1:${port}`, 'noreply@huzhu.invalid');
  world = await startProductWorld('', { mailer });
  steps = await policySteps(world, 60_000);
  ({ operator1: operator, reviewer1: reviewer, finance1: finance } = steps.by);
}, 120_000);
beforeEach(() => world.setToday(TODAY));
afterAll(async () => {
  await world?.close();
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

const wanted = (view: Pick<View, 'number'>) => ({
  requestId: randomUUID(),
  number: view.number,
  title: '深圳市远航物流有限公司',
  creditCode: '91440300ma5abcde3x',
  email: 'gonghui@example.com',
  type: 'ordinary' as const,
});
const REASON = '付款审批须先取得发票';

async function upload(
  client: ApiClient,
  view: Pick<View, 'number'>,
  kind: string,
  content: Uint8Array<ArrayBuffer> = PDF,
): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([content]), '文件.pdf');
  const answer = await client.fetch(`/api/applications/${view.number}/${kind}`, { method: 'POST', body: form });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { paperId: string }).paperId;
}

let invoices = 0;
function nextInvoice(): string {
  invoices += 1;
  return `2644200000000000${String(invoices).padStart(4, '0')}`;
}

async function askEarly(view: Pick<View, 'number'>, amountFen = 16_000) {
  const paperId = await upload(operator, view, 'undertaking');
  const page = await operator.trpc.invoice.requestEarly.mutate({ ...wanted(view), reason: REASON, amountFen, paperId });
  const [early] = page.early;
  if (!early) throw new Error('the request is not on the page');
  return early;
}

async function issue(view: Pick<View, 'number'>, client = finance, invoiceNumber = nextInvoice()) {
  const paperId = await upload(client, view, 'invoice');
  const { number } = view;
  return client.trpc.invoice.issue.mutate({ requestId: randomUUID(), number, invoiceNumber, issuedOn: TODAY, paperId });
}

const judge = (view: Pick<View, 'number'>, { id, version }: { id: string; version: number }) => ({
  requestId: randomUUID(),
  number: view.number,
  id,
  version,
});

describe('发票信息', () => {
  test('is kept as read, flags what finance has to look at, and is the unit’s own', async () => {
    const view = await steps.approved();
    const words = { ...wanted(view), phone: '', remark: '11 月参保' };
    const bad = { ...words, creditCode: '91440300MA5ABCDE3I' };
    expect(await codeOf(operator.trpc.invoice.saveRequest.mutate(bad))).toBe('INPUT_INVALID');
    const page = await operator.trpc.invoice.saveRequest.mutate({ ...words, requestId: randomUUID() });
    expect(page.request).toMatchObject({
      creditCode: '91440300MA5ABCDE3X',
      titleDiffers: true,
      codeDoubtful: true,
      remark: '11 月参保',
    });
    expect(await codeOf(steps.by.operator2.trpc.invoice.page.query({ number: view.number }))).toBe('NOT_FOUND');
    const abroad = steps.by.operator2.trpc.invoice.saveRequest.mutate({ ...words, requestId: randomUUID() });
    expect(await codeOf(abroad)).toBe('NOT_FOUND');
    const above = steps.by.manager1.trpc.invoice.saveRequest.mutate({ ...words, requestId: randomUUID() });
    expect(await codeOf(above)).toBe('FORBIDDEN');
  });
});

describe('提前开票承诺书', () => {
  test('is filled in with the form, one paper for the same words, the next version for others', async () => {
    const view = await steps.approved();
    const fill = (email: string) =>
      operator.trpc.invoice.prepareUndertaking.mutate({ ...wanted(view), email, reason: REASON });
    const first = await fill('');
    expect(first.undertaking).toMatchObject({ version: 1, ready: false });
    expect(await refusalOf(await operator.fetch(`/api/applications/${view.number}/undertaking`))).toMatchObject({
      code: 'UNDERTAKING_NOT_READY',
    });
    expect((await fill('')).undertaking).toEqual(first.undertaking);
    const second = await fill('gonghui@example.com');
    expect(second.undertaking?.version).toBe(2);
    const papers = await world.db.owner.sql<{ id: number }[]>`select id from undertaking order by id`;
    for (const { id } of papers) await renderUndertaking(steps.worker, Number(id));
    const paper = await operator.fetch(`/api/applications/${view.number}/undertaking`);
    const { pages } = await readPdf(new Uint8Array(await paper.arrayBuffer()));
    expect(pages).toHaveLength(1);
    const words = pages.map((page) => page.text.replace(/\s/g, '')).join('');
    const { notice } = await operator.trpc.payment.page.query({ number: view.number });
    for (const fact of [
      second.undertaking?.number ?? '',
      '壹佰陆拾元整',
      '160.00',
      notice?.matchCode ?? '',
      notice?.number ?? '',
      'gonghui@example.com',
      REASON,
      '91440300MA5ABCDE3X',
    ])
      expect(words).toContain(fact);
  });
});

describe('提前开票', () => {
  test('requested, judged, issued, paid: the application moves by its payment alone', async () => {
    const view = await steps.approved();
    const ask = (paperId: string, amountFen = 16_000) =>
      operator.trpc.invoice.requestEarly.mutate({ ...wanted(view), reason: REASON, amountFen, paperId });
    expect(await codeOf(ask(randomUUID()))).toBe('PAPER_MISSING');
    expect(await codeOf(ask(await upload(operator, view, 'undertaking'), 15_000))).toBe('EARLY_INVOICE_AMOUNT');
    // A voucher is no undertaking, and another application's paper is another's.
    expect(await codeOf(ask(await upload(operator, view, 'voucher')))).toBe('PAPER_MISSING');
    const early = await askEarly(view);
    expect(early.state).toBe('pending');
    expect(await codeOf(ask(await upload(operator, view, 'undertaking')))).toBe('EARLY_INVOICE_OPEN');
    expect(await codeOf(issue(view))).toBe('INVOICE_NOT_YET');

    const approved = await reviewer.trpc.invoice.approveEarly.mutate(judge(view, early));
    expect(approved.early[0]?.state).toBe('approved');
    expect(await codeOf(reviewer.trpc.invoice.approveEarly.mutate(judge(view, early)))).toBe('EARLY_INVOICE_MOVED');
    const issued = await issue(view);
    expect(issued).toMatchObject({ state: 'pending_payment', early: [{ state: 'issued' }] });
    expect(issued.invoices).toMatchObject([{ amountFen: 16_000, early: true, reversed: null }]);
    expect((await operator.trpc.application.get.query({ number: view.number })).state).toBe('pending_payment');

    expect(await codeOf(operator.trpc.application.withdraw.mutate(at(view)))).toBe('INVOICE_STANDS');
    expect(await codeOf(steps.by.society1.trpc.payment.void.mutate(because(view)))).toBe('INVOICE_STANDS');
    expect(await codeOf(steps.by.reviewer2.trpc.review.returnApproved.mutate(because(view)))).toBe('INVOICE_STANDS');

    const waiting = await steps.paid(view);
    await finance.trpc.payment.confirm.mutate(receipt(waiting, 16_000));
    const page = await operator.trpc.invoice.page.query({ number: view.number });
    expect(page.early).toMatchObject([{ state: 'paid' }]);
  });

  test('not paid in time it is overdue; only after 红冲 the notice lapses', async () => {
    const view = await steps.approved();
    await reviewer.trpc.invoice.approveEarly.mutate(judge(view, await askEarly(view)));
    const { invoices: issued } = await issue(view);
    world.setToday(asDate('2026-12-08'));
    expect(await lapseEarlyInvoices(steps.worker)).toBe(0);
    world.setToday(asDate('2026-12-09'));
    // Two workers at once: marked once.
    const lapsed = await Promise.all([lapseEarlyInvoices(steps.worker), lapseEarlyInvoices(steps.worker)]);
    expect(lapsed.sort()).toEqual([0, 1]);
    await voidOverdue(steps.worker);
    const state = async () => (await operator.trpc.application.get.query({ number: view.number })).state;
    expect(await state()).toBe('pending_payment');
    const reversal = { requestId: randomUUID(), number: view.number, invoiceNumber: issued[0]?.number ?? '' };
    const reversed = await finance.trpc.invoice.reverse.mutate({ ...reversal, reason: '逾期未付' });
    expect(reversed.early).toMatchObject([{ state: 'reversed' }]);
    const again = { ...reversal, requestId: randomUUID(), reason: '逾期未付' };
    expect(await codeOf(finance.trpc.invoice.reverse.mutate(again))).toBe('INVOICE_NOT_STANDING');
    expect((await operator.fetch(`/api/applications/${view.number}/invoice`)).status).toBe(404);
    await voidOverdue(steps.worker);
    expect(await state()).toBe('voided');
  });

  test('refused it may be asked for again; it ends with its application', async () => {
    const view = await steps.approved();
    const early = await askEarly(view);
    const refused = await reviewer.trpc.invoice.refuseEarly.mutate({ ...judge(view, early), reason: '没有盖章' });
    expect(refused.early).toMatchObject([{ state: 'refused', refusal: '没有盖章' }]);
    await askEarly(view);
    await operator.trpc.application.withdraw.mutate(at(view));
    const page = await operator.trpc.invoice.page.query({ number: view.number });
    expect(page.early.map((each) => each.state)).toEqual(['refused', 'refused']);
    // The notice goes with it: nobody pays for what was withdrawn.
    const { notice } = await operator.trpc.payment.page.query({ number: view.number });
    expect(notice?.voided?.reason).toBe('单位撤回申请');
  });

  test('two who judge at once: one decides', async () => {
    for (let round = 0; round < 4; round += 1) {
      const view = await steps.approved();
      const early = await askEarly(view);
      const outcomes = await Promise.all([
        codeOf(reviewer.trpc.invoice.approveEarly.mutate(judge(view, early))),
        codeOf(steps.by.reviewer2.trpc.invoice.refuseEarly.mutate({ ...judge(view, early), reason: '没有盖章' })),
      ]);
      expect(outcomes.sort()).toEqual(['EARLY_INVOICE_MOVED', 'done']);
    }
  });
});

describe('开具发票', () => {
  test('after the payment: once, by one of two, mailed with its PDF, for the unit to download', async () => {
    const view = await steps.received();
    expect(await codeOf(issue(view))).toBe('INVOICE_NOT_REQUESTED');
    await operator.trpc.invoice.saveRequest.mutate({ ...wanted(view), phone: '', remark: '' });
    const outcomes = await Promise.all([codeOf(issue(view)), codeOf(issue(view, steps.by.finance2))]);
    expect(outcomes.sort()).toEqual(['INVOICE_STANDING', 'done']);
    const page = await operator.trpc.invoice.page.query({ number: view.number });
    const [invoice] = page.invoices;
    expect(invoice).toMatchObject({ amountFen: 16_000, title: '深圳市远航物流有限公司', early: false });

    const [job] = await world.db.owner.sql<{ payload: { invoiceId: string } }[]>`
      select payload from job where name = 'mail-invoice' order by created_at desc limit 1`;
    const invoiceId = job?.payload.invoiceId ?? '';
    await mailInvoice(steps.worker, invoiceId);
    await mailInvoice(steps.worker, invoiceId);
    expect(letters.filter((letter) => letter.includes(invoiceId))).toHaveLength(1);
    expect(letters.at(-1)).toContain('To: gonghui@example.com');
    expect(letters.at(-1)).toContain(Buffer.from(PDF).toString('base64'));
    expect((await operator.trpc.invoice.page.query({ number: view.number })).invoices[0]?.mailedTo).toBe(
      'gonghui@example.com',
    );

    const saved = await operator.fetch(`/api/applications/${view.number}/invoice`);
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(Buffer.from(await saved.arrayBuffer()).equals(PDF)).toBe(true);
    const stranger = await steps.by.operator2.fetch(`/api/applications/${view.number}/invoice`);
    expect(await refusalOf(stranger)).toMatchObject({ status: 404, code: 'NOT_FOUND' });

    const other = await steps.received();
    await operator.trpc.invoice.saveRequest.mutate({ ...wanted(other), phone: '', remark: '' });
    expect(await codeOf(issue(other, finance, invoice?.number))).toBe('INVOICE_NUMBER_USED');
  });

  test('the desk shows what waits where', async () => {
    const view = await steps.approved();
    const desk = async (tab: 'early' | 'open' | 'issued') =>
      (await finance.trpc.invoice.desk.query({ tab, query: view.number })).items.length;
    const early = await askEarly(view);
    expect([await desk('early'), await desk('open')]).toEqual([1, 0]);
    await reviewer.trpc.invoice.approveEarly.mutate(judge(view, early));
    expect([await desk('early'), await desk('open')]).toEqual([0, 1]);
    await issue(view);
    expect([await desk('open'), await desk('issued')]).toEqual([0, 1]);
    expect(await codeOf(operator.trpc.invoice.desk.query({ tab: 'open' }))).toBe('FORBIDDEN');
  });
});

describe('papers', () => {
  test('are what they say: no page, no spreadsheet, and an invoice is a PDF', async () => {
    const view = await steps.approved();
    const send = async (client: ApiClient, kind: string, content: string | Uint8Array<ArrayBuffer>) => {
      const form = new FormData();
      form.append('file', new Blob([content]), '扫描.pdf');
      return refusalOf(await client.fetch(`/api/applications/${view.number}/${kind}`, { method: 'POST', body: form }));
    };
    expect(await send(operator, 'voucher', '<html><script>alert(1)</script>')).toMatchObject({ code: 'EVIDENCE_TYPE' });
    expect(
      await send(operator, 'undertaking', PDF.toString('latin1').replace('%%EOF', '/JavaScript 1 0 R %%EOF')),
    ).toMatchObject({
      code: 'EVIDENCE_UNSAFE',
    });
    expect(await send(steps.by.manager1, 'voucher', PDF)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect(await send(steps.by.operator2, 'voucher', PDF)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(await send(operator, 'invoice', PDF)).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    const jpeg = new Uint8Array(Buffer.from('ffd8ffc0000b080001000101011100ffd9', 'hex'));
    expect(await send(finance, 'invoice', jpeg)).toMatchObject({ code: 'INVOICE_NOT_PDF' });
  });

  test('a voucher goes with the 划款信息 and is there for finance', async () => {
    const view = await steps.approved();
    await steps.openNotice(view);
    const voucherId = await upload(operator, view, 'voucher');
    await operator.trpc.payment.submit.mutate({ ...transfer(view, 16_000), voucherId });
    const page = await finance.trpc.payment.page.query({ number: view.number });
    expect(page.payments[0]?.hasVoucher).toBe(true);
    const saved = await finance.fetch(`/api/applications/${view.number}/voucher`);
    expect(Buffer.from(await saved.arrayBuffer()).equals(PDF)).toBe(true);
  });
});
