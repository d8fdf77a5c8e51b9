import type { GuideBlock, GuideChapter } from '@huzhu/domain/guide/guide';
import { DEFAULT_SOCIETY_SETTINGS } from '@huzhu/domain/society/society-settings';
import { Image, View } from '@react-pdf/renderer';
import { createElement as h, type ReactElement } from 'react';
import { HAIRLINE, type Ink, SECONDARY } from './brush.ts';
import { file, line, type PdfFile, page, prose, TEXT_WIDTH } from './layout.ts';
import { withoutSpaces } from './without-spaces.ts';

export interface GuideTask {
  readonly kind: 'guide';
  readonly chapters: readonly GuideChapter[];
  /** PNG by file name. */
  readonly pictures: Readonly<Record<string, Uint8Array>>;
  readonly dated: string;
}

/** 参保流程操作指引: docs/guide on paper. */
export function guideDocument(ink: Ink, task: GuideTask): PdfFile {
  const title = '参保流程操作指引';
  const { fund, hotline } = DEFAULT_SOCIETY_SETTINGS;
  const footer = { text: `${title}　更新于 ${task.dated}`, remark: `互助会热线 ${hotline}` };
  return file(
    { title, author: fund, dated: task.dated },
    page(
      ink,
      { footer },
      h(
        View,
        { key: 'title', style: { marginBottom: 10 } },
        line(ink, title, { face: 'serif-bold', size: 25, tracking: 3, leading: 1.6, align: 'center' }),
        line(ink, `工会帮 · 互助保障　${task.dated} 更新`, {
          face: 'sans',
          size: 9,
          color: SECONDARY,
          align: 'center',
        }),
      ),
      ...task.chapters.flatMap((chapter) => drawChapter(ink, chapter, task)),
    ),
  );
}

/** Its parts as neighbours, not in a box of their own: what is to follow a heading on its page must stand beside it. */
function drawChapter(ink: Ink, chapter: GuideChapter, task: GuideTask): ReactElement[] {
  const rule = { borderBottomWidth: 0.6, borderBottomColor: HAIRLINE, marginBottom: 6, paddingBottom: 4 };
  const title = line(ink, chapter.title, { face: 'serif-bold', size: 15, leading: 1.5 });
  const closed = prose(ink, [{ text: '本章的功能随后开放。', bold: true }], { size: 11, leading: 1.7, indent: 2 });
  return [
    h(View, { key: chapter.id, minPresenceAhead: 120, style: { marginTop: 16, ...rule } }, title),
    ...(chapter.open ? [] : [h(View, { key: `${chapter.id}-closed` }, closed)]),
    ...chapter.blocks.map((block, index) =>
      h(
        View,
        { key: `${chapter.id}-${index}`, ...(block.kind === 'heading' && { minPresenceAhead: 60 }) },
        drawBlock(ink, block, task),
      ),
    ),
  ];
}

function drawBlock(ink: Ink, block: GuideBlock, task: GuideTask): ReactElement {
  const text = { size: 11, leading: 1.7 };
  switch (block.kind) {
    case 'heading':
      return h(
        View,
        { style: { marginTop: block.level === 2 ? 12 : 7, marginBottom: 3 } },
        line(ink, block.text, { face: 'serif-bold', size: block.level === 2 ? 13 : 11.5, leading: 1.6 }),
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
            line(
              ink,
              block.ordered ? `${index + 1}.` : '·',
              { face: 'sans', size: 10.5, leading: 1.78, align: 'right', width: 16 },
              { marginRight: 6 },
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
        line(ink, block.caption, { face: 'sans', size: 8.8, color: SECONDARY, align: 'center' }, { marginTop: 4 }),
      );
    }
  }
}

const spansOf = (spans: readonly { readonly text: string; readonly bold?: boolean }[]) =>
  spans.map((span) => ({ text: withoutSpaces(span.text), bold: span.bold === true }));
