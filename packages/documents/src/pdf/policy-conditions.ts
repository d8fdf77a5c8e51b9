import { formatFen } from '@huzhu/domain/money/money';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { View } from '@react-pdf/renderer';
import { createElement as h, type ReactElement } from 'react';
import { type Ink, SECONDARY } from './brush.ts';
import { plainSentence, planTitle } from './document-parts.ts';
import { block, drawContinuationHead, line, PAGE, type PageLook, page, prose, TEXT_WIDTH } from './layout.ts';
import type { PolicyPlan, PolicyTask } from './policy-task.ts';
import { drawEnd, drawHead, drawRow, rowHeightOf, type TableRow, type TableStyle } from './table.ts';
import { withoutSpaces } from './without-spaces.ts';

/** 保障利益与特别约定: one page for most, more where several plans have much to say. */
export function policyConditions(
  ink: Ink,
  task: PolicyTask,
  { belongsTo, ...look }: PageLook & { readonly belongsTo: string },
): ReactElement {
  const { society, plans } = task;
  const places = { 热线: society.hotline };
  const terms = [
    ...plans.flatMap(({ plan }) => planTerms(plan, plans.length > 1)),
    ...society.policyTerms.map((term) => plainSentence(term, places)),
  ];
  const ways = society.claimWays.map(({ matter, way }) => ({ cells: [matter, plainSentence(way, places)] }));
  return page(
    ink,
    { ...look, top: 90 },
    h(
      View,
      { key: 'head', fixed: true, style: { position: 'absolute', top: 0, left: 0 } },
      block(ink, { width: PAGE.width, height: 80 }, (brush) =>
        drawContinuationHead(brush, '保障利益与特别约定', belongsTo),
      ),
    ),
    sectionHeading(ink, '一、保障利益表', 0),
    ...plans.flatMap((plan) => benefits(ink, plan)),
    sectionHeading(ink, '二、特别约定', 12),
    ...terms.map((term, index) => numbered(ink, index + 1, term)),
    sectionHeading(ink, '三、办理给付', 12),
    ...table(ink, WAYS, ways, 'ways'),
  );
}

const sectionHeading = (ink: Ink, text: string, above: number) =>
  h(
    View,
    { key: text, minPresenceAhead: 60, style: { marginTop: above, marginBottom: 3 } },
    line(ink, text, { face: 'serif-bold', size: 12, leading: 1.7 }),
  );

/** What the 告知书 of a plan says on who, how many and from when: the words that were read and accepted. */
function planTerms(plan: PlanVersion, named: boolean): string[] {
  const name = named ? `（${plan.shortName}）` : '';
  return plan.notice.sections
    .filter(({ heading }) => /参保资格$|免责期$/.test(heading))
    .flatMap(({ paragraphs }) => paragraphs.map((text) => `${name}${withoutSpaces(text)}`));
}

function numbered(ink: Ink, number: number, text: string): ReactElement {
  return h(
    View,
    { key: `term-${number}`, wrap: false, style: { flexDirection: 'row', marginBottom: 1 } },
    line(ink, `${number}.`, { face: 'sans', size: 9.5, width: 22, leading: 1.7 }),
    prose(ink, [{ text }], { size: 10, leading: 1.62, width: TEXT_WIDTH - 22 }),
  );
}

function benefits(ink: Ink, { plan, sharesPerPerson }: PolicyPlan): ReactElement[] {
  const shares = sharesPerPerson ?? plan.maxSharesPerPerson;
  const style: TableStyle = {
    rowHeight: 22,
    headHeight: 22,
    columns: [
      { width: 112, head: '保障责任', face: 'sans-medium' },
      { width: 211, head: '给付条件', flows: true },
      { width: 70, head: '每份给付', align: 'right' },
      { width: 78.28, head: sharesPerPerson === null ? `每人最多${shares}份` : `每人${shares}份`, align: 'right' },
    ],
  };
  const rows = plan.benefits.map(({ name, description, amountPerShareFen: fen }): TableRow => {
    const amounts = fen === undefined ? ['—', '—'] : [whole(fen), whole(fen * shares)];
    return {
      cells: [name, description, ...amounts],
      styles: [undefined, undefined, undefined, { face: 'sans-medium' }],
    };
  });
  const caption = { face: 'sans', size: 9, color: SECONDARY, leading: 1.9 } as const;
  return [
    h(View, { key: `${plan.code}-caption`, minPresenceAhead: 50 }, line(ink, `${planTitle(plan)}　单位：元`, caption)),
    ...table(ink, style, rows, plan.code),
    h(
      View,
      { key: `${plan.code}-note`, style: { marginTop: 5, marginBottom: 8 } },
      prose(ink, [{ text: noteOf(plan) }], { face: 'sans', size: 8.8, leading: 1.5, color: SECONDARY }),
    ),
  ];
}

function noteOf(plan: PlanVersion): string {
  const paid = plan.notice.sections.find(({ heading }) => /给付$/.test(heading))?.paragraphs ?? [];
  const sentences = paid.map(withoutSpaces).join('');
  return `免责期：${withoutSpaces(plan.waiting.note)}。${sentences}${plan.example ? '金额和条款为示例，待互助会审定。' : ''}`;
}

/** A benefit is a whole number of yuan. */
const whole = (fen: number) => formatFen(fen).replace(/\.00$/, '');

const WAYS: TableStyle = {
  rowHeight: 22,
  headHeight: 22,
  columns: [
    { width: 112, head: '事项', face: 'sans-medium' },
    { width: 359.28, head: '办理方式', flows: true },
  ],
};

/** A table whose rows may go on overleaf; the head stays with the first row. */
function table(ink: Ink, style: TableStyle, rows: readonly TableRow[], key: string): ReactElement[] {
  const headHeight = style.headHeight ?? style.rowHeight;
  return rows.map((row, index) => {
    const first = index === 0;
    const own = rowHeightOf(style, row);
    const height = own + (first ? headHeight : 0);
    return h(
      View,
      { key: `${key}-${index}`, wrap: false },
      block(ink, { height }, (brush) => {
        const top = first ? drawHead(brush, 0, 0, style) : 0;
        drawRow(brush, 0, top, style, row, first);
        if (index === rows.length - 1) drawEnd(brush, 0, height, style);
      }),
    );
  });
}
