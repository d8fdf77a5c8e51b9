import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { View } from '@react-pdf/renderer';
import { createElement as h, type ReactElement } from 'react';
import { HAIRLINE, INK, type Ink, line, prose, SECONDARY, sheet, TEXT_WIDTH } from './layout.ts';

export interface NoticeTask {
  readonly kind: 'notice';
  readonly plan: PlanVersion;
  /** SHA-256, hex: its first 16 digits stand in the footer. */
  readonly hash: string;
  readonly dated: string;
}

/** 告知书 of a plan, as it is read and accepted in the wizard, set for paper. */
export function noticeDocument(ink: Ink, { plan, hash, dated }: NoticeTask): ReactElement {
  const title = `${plan.name}告知书`;
  const facts: [string, string][] = [
    ['编号', plan.notice.number],
    ['修订', plan.notice.revision],
    ['每份每年', `¥${plan.feePerShareFen / 100}`],
    ['每人最多', `${plan.maxSharesPerPerson} 份`],
    ['参保年龄', `${plan.age.min}–${plan.age.max} 周岁${plan.sex === 'female' ? '，限女职工' : ''}`],
    ['免责期', plan.waiting.note],
  ];
  return sheet(
    {
      ink,
      title,
      dated,
      footer: `${title}　${plan.notice.number}　内容摘要 ${hash.slice(0, 16)}`,
      remark: `${plan.example ? '示例文本，金额和条款待互助会审定。' : ''}互助会热线 0755-83282383`,
    },
    [
      h(
        View,
        { key: 'title', style: { alignItems: 'center', marginBottom: 14 } },
        line(ink, title, { face: 'serif-bold', size: 23, letterSpacing: 1.5, lineHeight: 1.5 }),
      ),
      factTable(ink, facts),
      ...plan.notice.sections.map((section) =>
        h(
          View,
          { key: section.heading, style: { marginTop: 13 } },
          h(
            View,
            { minPresenceAhead: 40, style: { marginBottom: 3 } },
            line(ink, section.heading, { face: 'serif-bold', size: 12, lineHeight: 1.6 }),
          ),
          ...section.paragraphs.map((paragraph, index) =>
            h(
              View,
              { key: index, style: { marginBottom: 2 } },
              prose(ink, [{ text: withoutSpaces(paragraph) }], { size: 11.5, leading: 1.75, indent: 2 }),
            ),
          ),
        ),
      ),
    ],
  );
}

/** Two facts a row, ruled as the house's tables: 1.1 above and below, hairlines between. */
function factTable(ink: Ink, facts: readonly (readonly [string, string])[]): ReactElement {
  const rows = Array.from({ length: Math.ceil(facts.length / 2) }, (_, index) => facts.slice(index * 2, index * 2 + 2));
  return h(
    View,
    { key: 'facts', style: { borderTopWidth: 1.1, borderBottomWidth: 1.1, borderColor: INK } },
    ...rows.map((row, index) =>
      h(
        View,
        {
          key: index,
          style: {
            flexDirection: 'row',
            minHeight: 21,
            alignItems: 'center',
            ...(index > 0 && { borderTopWidth: 0.5, borderTopColor: HAIRLINE }),
          },
        },
        ...row.flatMap(([name, value], place) => [
          h(
            View,
            { key: `${name}-name`, style: { width: 62, paddingLeft: 4 } },
            line(ink, name, { face: 'sans', size: 9, color: SECONDARY }),
          ),
          h(
            View,
            { key: name, style: { width: place === 0 ? 130 : TEXT_WIDTH - 62 - 130 - 62, paddingVertical: 4 } },
            line(ink, value, { face: 'sans', size: 9.5 }),
          ),
        ]),
      ),
    ),
  );
}

/** On the screen a space parts Han and figures; on paper the composer sets that air itself. */
export function withoutSpaces(text: string): string {
  return text.replace(
    /(?<=\p{Script=Han}|[，。、；：（）“”]) (?=[0-9A-Za-z¥])|(?<=[0-9A-Za-z%]) (?=\p{Script=Han}|[，。、；：（）“”])/gu,
    '',
  );
}
