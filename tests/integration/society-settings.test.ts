import { randomUUID } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
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
  const settings = await society.trpc.setting.society.query();
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

test('a seal is a square PNG that can be decoded; with it papers are made, and the drawn one comes back', async () => {
  const { trpc } = steps.by.society1;
  const save = (picture: Buffer | null) =>
    trpc.setting.saveSeal.mutate({ requestId: randomUUID(), picture: picture?.toString('base64') ?? null });
  const seal = png(240, 240);
  for (const [name, wrong] of Object.entries({
    small: png(100, 100),
    oblong: png(400, 240),
    huge: png(2_400, 2_400),
    damaged: Buffer.concat([seal.subarray(0, 60), Buffer.alloc(40), seal.subarray(100)]),
    page: Buffer.concat([seal, Buffer.from('<script>1</script>')]),
    other: Buffer.from('%PDF-1.7'),
  }))
    expect(await codeOf(save(wrong)), name).toBe('SEAL_PICTURE');
  expect((await save(seal)).sealPicture).toBe(seal.toString('base64'));
  expect(await noticeText((await steps.approved()).number)).toContain('缴费通知书');
  expect((await save(null)).sealPicture).toBeUndefined();
});

test('where a certificate is configured, what carries the seal is signed, and is not issued when signing fails', async () => {
  const { number } = await steps.approved();
  const [notice] = await world.db.owner.sql<{ id: number }[]>`
    select n.id from payment_notice n join application a on a.id = n.application_id where a.number = ${number}`;
  const read = () => steps.by.operator1.fetch(`/api/applications/${number}/payment-notice`);
  const sign = (pdf: Uint8Array, reason: string) => Promise.resolve(Buffer.concat([pdf, Buffer.from(reason)]));

  const failing = { sign: () => Promise.reject(new Error('签名证书已过期')) };
  await expect(renderPaymentNotice({ ...steps.worker, signer: failing }, Number(notice?.id))).rejects.toThrow('已过期');
  expect((await read()).status).toBe(409);

  await renderPaymentNotice({ ...steps.worker, signer: { sign } }, Number(notice?.id));
  expect(Buffer.from(await (await read()).arrayBuffer()).toString('utf8')).toMatch(/签发缴费通知书$/);
});

/** A red square. */
function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const row = Buffer.concat([Buffer.alloc(1), ...Array.from({ length: width }, () => Buffer.from([0xb1, 0x37, 0x2b]))]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
