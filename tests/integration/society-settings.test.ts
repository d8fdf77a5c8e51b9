import { randomUUID } from 'node:crypto';
import { readPdf } from '@huzhu/documents/testing/read-pdf';
import { renderPaymentNotice } from '@huzhu/operations/payment/render-payment-notice';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, type PolicySteps, policySteps } from './policy-steps.ts';
import { type ProductWorld, startProductWorld } from './product-world.ts';

let world: ProductWorld;
let steps: PolicySteps;
beforeAll(async () => {
  world = await startProductWorld();
  steps = await policySteps(world, 58_000);
}, 120_000);
afterAll(() => world?.close());

async function noticeText(number: string): Promise<string> {
  const [notice] = await world.db.owner.sql<{ id: number }[]>`
    select n.id from payment_notice n join application a on a.id = n.application_id where a.number = ${number}`;
  await renderPaymentNotice(steps.worker, Number(notice?.id));
  const answer = await steps.by.operator1.fetch(`/api/applications/${number}/payment-notice`);
  const { pages } = await readPdf(new Uint8Array(await answer.arrayBuffer()));
  return pages.map((page) => page.text).join('');
}

test('what the society saves stands on the papers from then on, and on none that was issued before', async () => {
  const society = steps.by.society1;
  const before = await steps.approved();
  const { hasSealPicture: _, ...settings } = await society.trpc.setting.society.query();
  expect(settings.approved).toBe(false);
  const input = {
    ...settings,
    requestId: randomUUID(),
    account: { ...settings.account, number: '4000 0000 1234 5678' },
    paymentRemarks: ['请在汇款附言写明识别码，咨询{热线}。'],
    hotline: '0755-12345678',
    approved: true,
  };
  expect(await codeOf(steps.by.finance1.trpc.setting.saveSociety.mutate(input))).toBe('FORBIDDEN');
  expect(await codeOf(society.trpc.setting.saveSociety.mutate({ ...input, policyTerms: [] }))).toBe('INPUT_INVALID');
  await society.trpc.setting.saveSociety.mutate(input);
  const [event] = await world.db.owner.sql<{ details: { changed: string[] } }[]>`
    select details from audit_event where action = '修改互助会设置'`;
  expect(event?.details.changed.sort()).toEqual(['account', 'approved', 'hotline', 'paymentRemarks']);

  const after = await noticeText((await steps.approved()).number);
  for (const words of ['4000000012345678', '请在汇款附言写明识别码，咨询0755-12345678。'])
    expect(after).toContain(words);
  expect(after).not.toContain('样张');
  // The account was frozen when the notice was issued: money may be on its way to it.
  expect(await noticeText(before.number)).toContain(settings.account.number.replaceAll(' ', ''));
});
