import { seedPlan } from '@huzhu/domain/plan/plan-seed';
import { expect, test } from 'vitest';
import { drawable, face } from './faces.ts';
import { renderPdf } from './render-pdf.ts';

const task = { kind: 'notice', plan: seedPlan('CI2021'), hash: '0123456789abcdef', dated: '2026-11-23' } as const;

test('a 告知书 becomes a PDF with every character drawn, and the same content is the same file', async () => {
  const first = await renderPdf(task);
  expect(Buffer.from(first.content.subarray(0, 5)).toString()).toBe('%PDF-');
  expect(first.missing).toEqual([]);
  expect(first.content.length).toBeGreaterThan(20_000);
  const second = await renderPdf(task);
  expect(second.content.length).toBe(first.content.length);
}, 60_000);

test('a document that does not come in time is killed, and the caller goes on', async () => {
  await expect(renderPdf(task, { deadlineMs: 1 })).rejects.toThrow('took more than its time');
});

test('what the face lacks becomes 〓 and is named', () => {
  expect(drawable('王𠮷', face('serif'))).toEqual({ text: '王〓', missing: ['U+20BB7'] });
  expect(drawable('李䶮㛃𬭎', face('serif')).missing).toEqual([]);
});
