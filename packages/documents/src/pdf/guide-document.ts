import type { GuideBlock, GuideChapter } from '@huzhu/domain/guide/guide';
import { Image, View } from '@react-pdf/renderer';
import { createElement as h, type ReactElement } from 'react';
import { HAIRLINE, type Ink, line, prose, SECONDARY, sheet, TEXT_WIDTH } from './layout.ts';
import { withoutSpaces } from './notice-document.ts';

export interface GuideTask {
  readonly kind: 'guide';
  readonly chapters: readonly GuideChapter[];
  /** PNG by file name. */
  readonly pictures: Readonly<Record<string, Uint8Array>>;
  readonly dated: string;
}

/** 参保流程操作指引: docs/guide on paper. */
export function guideDocument(ink: Ink, task: GuideTask): ReactElement {
  const title = '参保流程操作指引';
  return sheet(
    { ink, title, dated: task.dated, footer: `${title}　更新于 ${task.dated}`, remark: '互助会热线 0755-83282383' },
    [
      h(
        View,
        { key: 'title', style: { alignItems: 'center', marginBottom: 10 } },
        line(ink, title, { face: 'serif-bold', size: 25, letterSpacing: 3, lineHeight: 1.6 }),
        line(ink, `工会帮 · 互助保障　${task.dated} 更新`, { face: 'sans', size: 9, color: SECONDARY }),
      ),
      ...task.chapters.map((chapter) =>
        h(
          View,
          { key: chapter.id, style: { marginTop: 16 } },
          h(
            View,
            {
              minPresenceAhead: 60,
              style: { borderBottomWidth: 0.6, borderBottomColor: HAIRLINE, marginBottom: 6, paddingBottom: 4 },
            },
            line(ink, chapter.title, { face: 'serif-bold', size: 15, lineHeight: 1.5 }),
          ),
          chapter.open
            ? null
            : prose(ink, [{ text: '本章的功能随后开放。', bold: true }], { size: 11, leading: 1.7, indent: 2 }),
          ...chapter.blocks.map((block, index) => h(View, { key: index }, drawBlock(ink, block, task))),
        ),
      ),
    ],
  );
}

function drawBlock(ink: Ink, block: GuideBlock, task: GuideTask): ReactElement {
  const text = { size: 11, leading: 1.7 };
  switch (block.kind) {
    case 'heading':
      return h(
        View,
        { minPresenceAhead: 60, style: { marginTop: block.level === 2 ? 12 : 7, marginBottom: 3 } },
        line(ink, block.text, { face: 'serif-bold', size: block.level === 2 ? 13 : 11.5, lineHeight: 1.6 }),
      );
    case 'paragraph':
      return h(View, { style: { marginBottom: 3 } }, prose(ink, spansOf(block.spans), { ...text, indent: 2 }));
    case 'note':
      return h(
        View,
        { style: { marginVertical: 4, paddingLeft: 10, borderLeftWidth: 2, borderLeftColor: HAIRLINE } },
        prose(ink, spansOf(block.spans), { size: 10, leading: 1.65, width: TEXT_WIDTH - 12, color: SECONDARY }),
      );
    case 'list':
      return h(
        View,
        { style: { marginBottom: 4 } },
        ...block.items.map((spans, index) =>
          h(
            View,
            { key: index, style: { flexDirection: 'row' } },
            h(
              View,
              { style: { width: 22 } },
              line(ink, block.ordered ? `${index + 1}.` : '·', {
                face: 'sans',
                size: 10.5,
                lineHeight: 1.78,
                textAlign: 'right',
                paddingRight: 6,
              }),
            ),
            prose(ink, spansOf(spans), { ...text, width: TEXT_WIDTH - 22 }),
          ),
        ),
      );
    case 'picture': {
      const picture = task.pictures[block.file];
      return h(
        View,
        { wrap: false, style: { marginVertical: 7, alignItems: 'center' } },
        picture
          ? h(Image, {
              src: { data: Buffer.from(picture), format: 'png' },
              style: { width: 400, borderWidth: 0.5, borderColor: HAIRLINE },
            })
          : null,
        line(ink, block.caption, { face: 'sans', size: 8.8, color: SECONDARY, marginTop: 4 }),
      );
    }
  }
}

const spansOf = (spans: readonly { readonly text: string; readonly bold?: boolean }[]) =>
  spans.map((span) => ({ text: withoutSpaces(span.text), bold: span.bold === true }));
