import { Canvas, Document, type DocumentProps, Page, View } from '@react-pdf/renderer';
import { createElement as h, type ReactElement, type ReactNode } from 'react';
import {
  Brush,
  composeLines,
  HAIRLINE,
  type Ink,
  type Painter,
  type ProseStyle,
  SECONDARY,
  type TextStyle,
} from './brush.ts';
import type { Span } from './compose-prose.ts';

/** A4 in pt; text is 471.28 wide (design/documents.md, Page). */
export const PAGE = { width: 595.28, height: 841.89 } as const;
export const SIDE = 62;
export const TEXT_WIDTH = PAGE.width - 2 * SIDE;
export const RIGHT = PAGE.width - SIDE;
const FOOTER_TOP = PAGE.height - 47;

/** A piece of the page that is drawn by a brush: never parted, its origin the upper left corner. */
export function block(
  ink: Ink,
  size: { readonly width?: number; readonly height: number },
  paint: (brush: Brush) => void,
  style: Record<string, unknown> = {},
): ReactElement {
  const box = { width: size.width ?? TEXT_WIDTH, height: size.height };
  const drawn = (painter: Painter) => {
    paint(new Brush(painter, ink));
    return null;
  };
  return h(View, { wrap: false, style: { ...box, ...style } }, h(Canvas, { style: box, paint: drawn }));
}

/** The whole page as one drawing. A point short of the page: an exact fit makes react-pdf add an empty one. */
export function wholePage(ink: Ink, paint: (brush: Brush) => void, key = 'page'): ReactElement {
  const size = { width: PAGE.width, height: PAGE.height - 1 };
  return h(View, { key, fixed: true, style: { position: 'absolute', top: 0, left: 0 } }, block(ink, size, paint));
}

interface LineStyle extends TextStyle {
  readonly width?: number;
  /** In em of the size. */
  readonly leading?: number;
}

/** One line; a text that is too long shrinks. */
export function line(ink: Ink, text: string, style: LineStyle, around: Record<string, unknown> = {}): ReactElement {
  const width = style.width ?? TEXT_WIDTH;
  const height = style.size * (style.leading ?? 1.5);
  const x = style.align === 'right' ? width : style.align === 'center' ? width / 2 : 0;
  return block(ink, { width, height }, (brush) => brush.fit(text, x, height / 2, width, style), around);
}

/** A paragraph, composed line by line. Never leaves one line alone on a page. */
export function prose(
  ink: Ink,
  spans: readonly Span[],
  { width = TEXT_WIDTH, ...rest }: Omit<ProseStyle, 'width'> & { readonly width?: number },
): ReactElement {
  const style = { ...rest, width };
  const lines = composeLines(spans, style);
  const height = style.size * style.leading;
  return h(
    View,
    { wrap: lines.length > 3 },
    ...lines.map((composed, index) =>
      h(
        View,
        { key: index },
        block(ink, { width, height }, (brush) => brush.composed(composed, 0, height / 2, style)),
      ),
    ),
  );
}

export interface Footer {
  /** 名称 编号 版本 内容摘要. */
  readonly text: string;
  /** Beneath it, e.g. that this is a sample. */
  readonly remark: string;
}

/** `page` counts from 1. */
export function drawFooter(brush: Brush, { text, remark }: Footer, numbers: { page: number; pages: number }, top = 0) {
  const style = { face: 'sans', size: 7.5, color: SECONDARY } as const;
  brush.fit(text, SIDE, top + 11.5, TEXT_WIDTH - 90, style);
  brush.text(`第 ${numbers.page} 页 / 共 ${numbers.pages} 页`, RIGHT, top + 11.5, { ...style, align: 'right' });
  brush.fit(remark, SIDE, top + 24.5, TEXT_WIDTH, { ...style, size: 7 });
}

/** Head of a page that goes on: heading at the left, what it belongs to at the right. */
export function drawContinuationHead(brush: Brush, heading: string, belongsTo: string): void {
  const width = brush.text(heading, SIDE, 60.6, { face: 'serif-bold', size: 15, tracking: 0.6 });
  const style = { face: 'sans', size: 8.8, color: SECONDARY, align: 'right' } as const;
  brush.fit(belongsTo, RIGHT, 66.3, TEXT_WIDTH - width - 24, style);
  brush.rule(SIDE, 76.2, TEXT_WIDTH, 0.8);
}

export interface PageLook {
  readonly footer: Footer;
  /** Upper edge of the text; react-pdf flows from here down to the footer. */
  readonly top?: number;
  /** Pages of the file that are not of this Document. */
  readonly pagesAfter?: number;
  /** The policy's front: the footer stands within the frame, without a rule. */
  readonly framed?: boolean;
  /** Drawn on every page, beneath the text. */
  readonly under?: (numbers: { page: number; pages: number }) => ReactElement | null;
}

/** One or several pages of our size; `children` flow. */
export function page(ink: Ink, look: PageLook, ...children: ReactNode[]): ReactElement {
  const { footer, top = 50, pagesAfter = 0, framed = false, under } = look;
  const numbersOf = ({ pageNumber, totalPages }: { pageNumber: number; totalPages?: number }) => ({
    page: pageNumber,
    // Unknown in the first pass of the layout.
    pages: (totalPages ?? 0) + pagesAfter,
  });
  const footerTop = framed ? FOOTER_TOP - 21 : FOOTER_TOP;
  return h(
    Page,
    { size: 'A4', style: { paddingTop: top, paddingBottom: 66, paddingHorizontal: SIDE } },
    under &&
      h(View, {
        fixed: true,
        style: { position: 'absolute', top: 0, left: 0, width: PAGE.width, height: PAGE.height - 1 },
        render: (given: { pageNumber: number; totalPages?: number }) => under(numbersOf(given)),
      }),
    ...children,
    h(View, {
      fixed: true,
      style: { position: 'absolute', left: 0, top: footerTop, width: PAGE.width, height: 36 },
      render: (given: { pageNumber: number; totalPages?: number }) =>
        block(ink, { width: PAGE.width, height: 36 }, (brush) => {
          if (!framed) brush.rule(SIDE, 0, TEXT_WIDTH, 0.6, HAIRLINE);
          drawFooter(brush, footer, numbersOf(given));
        }),
    }),
  );
}

export interface FileFacts {
  readonly title: string;
  readonly author: string;
  /** ISO date: the file's properties hold no wall clock, so that the same content is the same file. */
  readonly dated: string;
}

export const CREATOR = 'Huzhu';
export const LANGUAGE = 'zh-CN';

/** What renderToBuffer takes. */
export type PdfFile = ReactElement<DocumentProps>;

export function file({ title, author, dated }: FileFacts, ...pages: ReactElement[]): PdfFile {
  const day = new Date(`${dated}T00:00:00Z`);
  return h(
    Document,
    {
      title,
      author,
      language: LANGUAGE,
      creator: CREATOR,
      producer: CREATOR,
      creationDate: day,
      modificationDate: day,
    },
    ...pages,
  );
}
