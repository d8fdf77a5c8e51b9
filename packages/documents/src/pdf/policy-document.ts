import type { Ink } from './brush.ts';
import { edgeSealElement, footerOf, footnotesOf, sealElement } from './document-parts.ts';
import { countPages, joinPdf } from './join-pdf.ts';
import { file, PAGE, type PdfFile, page, wholePage } from './layout.ts';
import { policyConditions } from './policy-conditions.ts';
import { drawPolicyFront } from './policy-front.ts';
import type { PolicyTask } from './policy-task.ts';
import { listPages, writeList } from './write-list.ts';

export type { PolicyPlan, PolicyTask } from './policy-task.ts';

/** 电子保单: front and conditions by react-pdf, then a list of insured per plan by writeList, joined. */
export async function policyDocument(
  ink: Ink,
  task: PolicyTask,
  render: (file: PdfFile) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const { document, society, start, end } = task;
  const facts = { title: `电子保单 ${document.number}`, author: society.fund, dated: document.dated };
  const footer = footerOf('电子保单', document, society, footnotesOf([['参保单位', task.unit.name]]));
  const seal = { society, sample: document.sample };
  const lists = task.plans.map(({ plan, persons }) => ({ plan, start, end, persons }));
  const belongsTo = `电子保单 ${document.number}　${task.unit.name}`;
  const look = {
    footer,
    pagesAfter: listPages(lists).length,
    under: (numbers: { page: number; pages: number }) => edgeSealElement(ink, seal, numbers),
  };
  const front = await render(
    file(
      facts,
      page(
        ink,
        { ...look, framed: true },
        sealElement(ink, seal, FRONT_BAND),
        wholePage(ink, (brush) => drawPolicyFront(brush, task, FRONT_BAND)),
      ),
      policyConditions(ink, task, { ...look, belongsTo }),
    ),
  );
  const title = '参保人员名单';
  const pagesBefore = await countPages(front);
  const list = await writeList(ink, { lists, title, belongsTo, footer, pagesBefore, edgeSeal: seal });
  return joinPdf(front, list, facts);
}

/** 76 above the edge, within the frame. */
const FRONT_BAND = PAGE.height - 76 - 122;
