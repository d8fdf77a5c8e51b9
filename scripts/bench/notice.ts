import fs from 'node:fs';
import { renderPdf } from '@huzhu/documents/pdf/render-pdf';
import { samplePaymentNotice } from '@huzhu/documents/testing/sample-documents';
import type { Benchmark, Measured } from './benchmark.ts';

/** The process starts and opens its fonts; from here on it is warm. */
const WARM_UP = 5;
/** Memory is compared with what it was after so many documents. */
const SETTLED = 100;
/** More often, the looking itself would fill this process's memory. */
const LOOK_EVERY = 10;

/**
 * One document after the other through renderPdf, its processes replaced as in the product. `rssGrowth`: resident memory of
 * this process and the renderer together at its highest past the 100th document, over that after the 100th: after the last alone
 * would say little, a renderer may just have been replaced.
 */
async function ours(rows: number): Promise<Measured> {
  const times: number[] = [];
  const memory: number[] = [];
  for (let made = 1; made <= rows; made++) {
    const began = performance.now();
    const { content, missing } = await renderPdf(numbered(made));
    times.push(performance.now() - began);
    if (made % LOOK_EVERY === 0) memory.push(residentMb());
    if (content.length < 20_000 || missing.length > 0) throw new Error(`document ${made} is not whole`);
  }
  const warm = times.slice(WARM_UP).sort((a, b) => a - b);
  const at = (share: number) => warm[Math.floor((warm.length - 1) * share)] ?? Number.NaN;
  const settled = memory[SETTLED / LOOK_EVERY - 1] ?? Number.NaN;
  return {
    ms: at(0.5),
    figures: {
      firstMs: times[0] ?? Number.NaN,
      p95Ms: at(0.95),
      ...(rows >= SETTLED + LOOK_EVERY && {
        rssMb: settled,
        rssGrowth: Math.max(...memory.slice(SETTLED / LOOK_EVERY)) / settled,
      }),
    },
    counts: { documents: times.length },
  };
}

/** A process per document: its start, its libraries and its fonts count. */
async function processEach(): Promise<Measured> {
  const { renderDocument } = await import('@huzhu/documents/pdf/render-document');
  await renderDocument(numbered(1));
  // Counted from the start of the process.
  return { ms: performance.now(), counts: {} };
}

/** Every notice differs in number and code, as issued ones do. */
function numbered(made: number) {
  const task = samplePaymentNotice();
  const number = `JF2026${String(made).padStart(6, '0')}`;
  return { ...task, document: { ...task.document, number }, matchCode: `HZ${String(100_000 + made)}` };
}

/** Of this process and its children, MiB; the kernel's own figures (Linux). */
function residentMb(): number {
  const children = fs.readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
  const pids = ['self', ...children.filter(Boolean)];
  return pids.reduce((sum, pid) => sum + residentOf(pid), 0);
}

/** 0 for one that has been replaced in the meantime. */
function residentOf(pid: string): number {
  try {
    const kb = /^VmRSS:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kb ?? 0) / 1024;
  } catch {
    return 0;
  }
}

export default {
  name: 'notice',
  about: 'a 缴费通知书 of one page by the renderer that lives on: the median of so many (rows), and its memory',
  defaultRows: 200,
  rounds: 3,
  contenders: [
    { name: 'ours', about: 'renderPdf, warm', run: ({ rows }) => ours(rows) },
    { name: 'process', about: 'a new process for a document', run: () => processEach() },
  ],
  expect: ({ rows }) => ({ documents: rows }),
  goals: [],
  bounds: [
    { of: 'ours', figure: 'ms', atMost: 60 },
    { of: 'ours', figure: 'rssGrowth', atMost: 1.1, atRows: 1_000 },
  ],
} satisfies Benchmark;
