import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { DEFAULT_SOCIETY_SETTINGS } from '@huzhu/domain/society/society-settings';
import { View } from '@react-pdf/renderer';
import { createElement as h, type ReactElement } from 'react';
import { HAIRLINE, INK, type Ink, SECONDARY } from './brush.ts';
import { file, line, type PdfFile, page, prose, TEXT_WIDTH } from './layout.ts';
import { withoutSpaces } from './without-spaces.ts';

export interface NoticeTask {
  readonly kind: 'notice';
  readonly plan: PlanVersion;
  /** SHA-256, hex: its first 16 digits stand in the footer. */
  readonly hash: string;
  readonly dated: string;
}

/** 告知书 of a plan, as it is read and accepted in the wizard, set for paper. */
export function noticeDocument(ink: Ink, { plan, hash, dated }: NoticeTask): PdfFile {
  const title = `${plan.name}告知书`;
  const facts: [string, string][] = [
    ['编号', plan.notice.number],
    ['修订', plan.notice.revision],
    ['每份每年', `¥${plan.feePerShareFen / 100}`],
    ['每人最多', `${plan.maxSharesPerPerson} 份`],
    ['参保年龄', `${plan.age.min}–${plan.age.max} 周岁${plan.sex === 'female' ? '，限女职工' : ''}`],
    ['免责期', plan.waiting.note],
  ];
  const { fund, hotline } = DEFAULT_SOCIETY_SETTINGS;
  const footer = {
    text: `${title}　${plan.notice.number}　内容摘要 ${hash.slice(0, 16)}`,
    remark: `${plan.example ? '示例文本，金额和条款待互助会审定。' : ''}互助会热线 ${hotline}`,
  };
  return file(
    { title, author: fund, dated },
    page(
      ink,
      { footer },
      h(
        View,
        { key: 'title', style: { marginBottom: 14 } },
        line(ink, title, { face: 'serif-bold', size: 23, tracking: 1.5, leading: 1.5, align: 'center' }),
      ),
      factTable(ink, facts),
      ...plan.notice.sections.map((section) =>
        h(
          View,
          { key: section.heading, style: { marginTop: 13 } },
          h(
            View,
            { minPresenceAhead: 40, style: { marginBottom: 3 } },
            line(ink, section.heading, { face: 'serif-bold', size: 12, leading: 1.6 }),
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
    ),
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
            line(ink, name, { face: 'sans', size: 9, color: SECONDARY, width: 58 }),
          ),
          h(
            View,
            { key: name, style: { width: place === 0 ? 130 : LAST, paddingVertical: 4 } },
            prose(ink, [{ text: withoutSpaces(value) }], {
              face: 'sans',
              size: 9.5,
              leading: 1.5,
              width: place === 0 ? 126 : LAST - 4,
            }),
          ),
        ]),
      ),
    ),
  );
}

const LAST = TEXT_WIDTH - 62 - 130 - 62;
