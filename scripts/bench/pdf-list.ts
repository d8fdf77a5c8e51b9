import type { ListedPerson } from '@huzhu/documents/pdf/document-facts';
import type { ListFacts } from '@huzhu/documents/pdf/write-list';
import { readPdf } from '@huzhu/documents/testing/read-pdf';
import { samplePolicy } from '@huzhu/documents/testing/sample-documents';
import type { Benchmark, Outcome } from './benchmark.ts';

/** Without 骑缝章, which the peer does not draw. */
function listOf(rows: number): ListFacts & { readonly persons: readonly ListedPerson[] } {
  const { start, end, plans } = samplePolicy(rows, 1, 0);
  return {
    lists: plans.map(({ plan, persons }) => ({ plan, start, end, persons })),
    title: '参保人员名单',
    belongsTo: '电子保单 BD2026000917',
    footer: { text: '电子保单 BD2026000917', remark: '样张' },
    pagesBefore: 0,
    persons: plans.flatMap(({ persons }) => persons),
  };
}

async function ours(rows: number): Promise<Outcome> {
  const [{ Ink }, { writeList }] = await Promise.all([
    import('@huzhu/documents/pdf/brush'),
    import('@huzhu/documents/pdf/write-list'),
  ]);
  const list = listOf(rows);
  const began = performance.now();
  const content = await writeList(new Ink(), list);
  return { ms: performance.now() - began, prove: async () => ({ counts: await namesIn(content, list.persons) }) };
}

/** What is issued: front and conditions by react-pdf, the list with 骑缝章, joined by pdf-lib. */
async function policy(rows: number): Promise<Outcome> {
  const { renderDocument } = await import('@huzhu/documents/pdf/render-document');
  const task = samplePolicy(rows, 1, 0);
  const began = performance.now();
  const { content } = await renderDocument(task);
  const ms = performance.now() - began;
  const prove = async () => ({ counts: { names: (await namesIn(content, task.plans[0]?.persons ?? [])).names } });
  return { ms, prove };
}

async function reactPdf(rows: number): Promise<Outcome> {
  const { reactPdfList } = await import('./react-pdf-list.ts');
  const list = listOf(rows);
  const began = performance.now();
  const content = await reactPdfList(list);
  return { ms: performance.now() - began, prove: async () => ({ counts: await namesIn(content, list.persons) }) };
}

/** Reads the file back: how many persons stand in it with their number and name, in their order. */
async function namesIn(content: Uint8Array, persons: readonly ListedPerson[]) {
  const { pages } = await readPdf(content);
  let names = 0;
  for (const { text } of pages) {
    for (const [, sequence, name] of text.matchAll(/(\d+)(\D+?)(?:身份证|港澳证)/g)) {
      const next = persons[names];
      if (next && Number(sequence) === next.sequence && name === next.name.replace(/\s/g, '')) names += 1;
    }
  }
  return { pages: pages.length, names };
}

export default {
  name: 'pdf-list',
  about: 'the list of insured as a PDF, from the persons to the bytes, fonts opened on the way',
  defaultRows: 1_000,
  rounds: 5,
  contenders: [
    { name: 'ours', about: 'writeList: pdfkit with raw content', run: ({ rows }) => ours(rows) },
    {
      name: 'react-pdf',
      about: 'the same list in explicit pages of 40 rows; flowing pages are super-linear',
      upToRows: 5_000,
      run: ({ rows }) => reactPdf(rows),
    },
    { name: 'policy', about: 'the whole document around the list, joined', run: ({ rows }) => policy(rows) },
  ],
  expect: ({ rows }) => ({ pages: Math.ceil(rows / 40), names: rows }),
  goals: [
    { of: 'ours', to: 'react-pdf', atMost: 0.2, atRows: 1_000 },
    { of: 'ours', to: 'react-pdf', atMost: 0.1, atRows: 5_000 },
  ],
  scale: { of: 'ours', fromRows: 10_000, atRows: 50_000, atMost: 5 },
  memory: [{ of: 'ours', atMostMb: 256, atRows: 50_000 }],
} satisfies Benchmark;
