import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { expect, test } from 'vitest';
import { readPdf } from '../testing/read-pdf.ts';
import { samplePaymentNotice } from '../testing/sample-documents.ts';
import { renderPdf } from './render-pdf.ts';

const task = { kind: 'notice', plan: seedPlan('CI2021'), hash: '0123456789abcdef', dated: '2026-11-23' } as const;

test('a 告知书 becomes a PDF with every character drawn, and the same content is the same file', async () => {
  const first = await renderPdf(task);
  expect(first.missing).toEqual([]);
  const { pages, title } = await readPdf(first.content);
  expect(title).toBe('重大疾病互助保障计划告知书');
  expect(pages.map((page) => page.notdef)).toEqual(pages.map(() => 0));
  for (const section of task.plan.notice.sections)
    expect(pages.map((page) => page.text).join('')).toContain(section.heading);
  const second = await renderPdf(task);
  expect(Buffer.from(second.content).equals(first.content)).toBe(true);
}, 60_000);

test('a document that does not come in time is killed, and the next one is rendered', async () => {
  const late = renderPdf(task, { deadlineMs: 1 });
  const next = renderPdf(samplePaymentNotice());
  await expect(late).rejects.toThrow('took more than its time');
  expect((await next).content.length).toBeGreaterThan(20_000);
}, 60_000);

test('a document that fails says why and leaves the renderer to the others', async () => {
  const failing = renderPdf({ ...samplePaymentNotice(), matchCode: null as unknown as string });
  const next = renderPdf(samplePaymentNotice());
  await expect(failing).rejects.toThrow(/not iterable|null/);
  expect((await next).missing).toEqual([]);
}, 60_000);
