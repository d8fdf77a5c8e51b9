import { Document, Font, Page, Text, View } from '@react-pdf/renderer';
import { createElement as h, type ReactElement, type ReactNode } from 'react';
import { composeProse, type Span } from './compose-prose.ts';
import { drawable, FACE_NAMES, type FaceName, face } from './faces.ts';

/** A4 in pt; text is 471.28 wide (design/documents.md, Page). */
export const TEXT_WIDTH = 471.28;
const SIDE = 62;
export const INK = '#1A1A1A';
export const SECONDARY = '#5A5A5A';
export const HAIRLINE = '#BDB8B2';

let registered = false;

function registerFaces(): void {
  if (registered) return;
  registered = true;
  for (const name of FACE_NAMES) Font.register({ family: name, src: face(name).file });
  // Lines are broken by composeProse; react-pdf must not break them again.
  Font.registerHyphenationCallback((word) => [word]);
}

/** Code points that no face had, over the whole document; 〓 stands in their place. */
export class Ink {
  readonly missing = new Set<string>();

  draw(text: string, name: FaceName): string {
    const drawn = drawable(text, face(name));
    for (const codePoint of drawn.missing) this.missing.add(codePoint);
    return drawn.text;
  }
}

/** One line that is known to fit. */
export function line(ink: Ink, text: string, style: { face: FaceName; size: number } & Record<string, unknown>) {
  const { face: name, size, ...rest } = style;
  return h(Text, { style: { fontFamily: name, fontSize: size, color: INK, ...rest } }, ink.draw(text, name));
}

interface ProseStyle {
  readonly size: number;
  readonly leading: number;
  readonly width?: number;
  readonly indent?: number;
  readonly face?: 'serif' | 'sans';
  readonly color?: string;
}

/** A paragraph, composed line by line. Never leaves one line alone on a page. */
export function prose(ink: Ink, spans: readonly Span[], style: ProseStyle): ReactElement {
  const regular: FaceName = style.face ?? 'serif';
  const bold: FaceName = regular === 'serif' ? 'serif-bold' : 'sans-medium';
  const drawn = spans.map((span) => ({ ...span, text: ink.draw(span.text, span.bold ? bold : regular) }));
  const lines = composeProse(drawn, {
    width: style.width ?? TEXT_WIDTH,
    size: style.size,
    indent: style.indent ?? 0,
    measure: (character, isBold) => face(isBold ? bold : regular).widthOf(character),
  });
  const height = style.size * style.leading;
  return h(
    View,
    { wrap: lines.length > 3 },
    ...lines.map((composed, index) =>
      h(
        View,
        {
          key: index,
          style: { height, width: (style.width ?? TEXT_WIDTH) + 60, paddingLeft: composed.indent },
          wrap: false,
        },
        h(
          Text,
          {
            style: { fontFamily: regular, fontSize: style.size, lineHeight: style.leading, color: style.color ?? INK },
          },
          ...composed.runs.map((run, place) =>
            h(
              Text,
              { key: place, style: { fontFamily: run.bold ? bold : regular, letterSpacing: run.spacing } },
              run.text,
            ),
          ),
        ),
      ),
    ),
  );
}

interface Sheet {
  readonly ink: Ink;
  readonly title: string;
  /** At the left of the footer: 名称 编号 版本. */
  readonly footer: string;
  /** Beneath it, e.g. that the text is an example. */
  readonly remark?: string;
  /** ISO date that stands in the file's properties, so that the same content is the same file. */
  readonly dated: string;
}

/** Pages of our size with the footer; `children` flow. */
export function sheet({ ink, title, footer, remark, dated }: Sheet, children: ReactNode[]): ReactElement {
  registerFaces();
  const day = new Date(`${dated}T00:00:00Z`);
  const foot = { fontFamily: 'sans', fontSize: 7.5, color: SECONDARY };
  return h(
    Document,
    {
      title,
      author: '深圳市职工互助保障',
      language: 'zh-CN',
      creator: 'Huzhu',
      producer: 'Huzhu',
      creationDate: day,
      modificationDate: day,
    },
    h(
      Page,
      { size: 'A4', style: { paddingTop: 50, paddingBottom: 70, paddingHorizontal: SIDE } },
      ...children,
      h(
        View,
        { fixed: true, style: { position: 'absolute', left: SIDE, right: SIDE, bottom: 26, height: 30 } },
        h(View, { style: { borderTopWidth: 0.6, borderTopColor: HAIRLINE, marginBottom: 5 } }),
        h(
          View,
          { style: { flexDirection: 'row', justifyContent: 'space-between' } },
          h(Text, { style: foot }, ink.draw(footer, 'sans')),
          h(Text, {
            style: { ...foot, width: 120, textAlign: 'right' },
            render: ({ pageNumber, totalPages }: { pageNumber: number; totalPages: number }) =>
              `第 ${pageNumber} 页 / 共 ${totalPages} 页`,
          }),
        ),
        h(Text, { style: { ...foot, marginTop: 3 } }, ink.draw(remark ?? '', 'sans')),
      ),
    ),
  );
}
