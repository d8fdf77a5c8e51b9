import { inProse } from '@huzhu/domain/calendar/calendar-date';
import type { PlanVersion } from '@huzhu/domain/plan/plan.schema';
import { Canvas, Image, View } from '@react-pdf/renderer';
import { createElement as h, type ReactElement } from 'react';
import { Brush, composeLines, type Ink, type Painter, RED, SECONDARY } from './brush.ts';
import type { Span } from './compose-prose.ts';
import type { DocumentFacts, DocumentUnit } from './document-facts.ts';
import { type FaceName, setText } from './faces.ts';
import { type Footer, PAGE, RIGHT, SIDE, TEXT_WIDTH } from './layout.ts';
import { drawQrCode } from './qr-code.ts';
import { drawEdgeSeal, drawSeal, edgePart, SEAL_SIZE, type SealFacts } from './seal.ts';
import type { Column } from './table.ts';

/** What several documents have in common. Heights are of the page, from its upper edge. */

/** Issuer in red over the book rule (文武线). */
export function drawIssuer(brush: Brush, name: string): void {
  brush.text(name, PAGE.width / 2, 57, { face: 'serif-bold', size: 18.5, tracking: 7, color: RED, align: 'center' });
  drawBookRule(brush, 77.5);
}

export function drawBookRule(brush: Brush, y: number): void {
  brush.rule(SIDE, y, TEXT_WIDTH, 1.8, RED);
  brush.rule(SIDE, y + 3.3, TEXT_WIDTH, 0.5, RED);
}

/** Facts at the left, the title in the middle, the QR code at the right: 82 to 156. */
export function drawTitleBand(
  brush: Brush,
  { title, facts, qr }: { title: string; facts: readonly (readonly [string, string])[]; qr: string },
): void {
  const first = 126 - ((facts.length - 1) * 16.4) / 2 - (facts.length > 3 ? -8 : 1.6);
  facts.forEach(([name, value], index) => {
    const y = first + index * 16.4;
    brush.text(name, SIDE, y, { face: 'sans', size: 8.8, color: SECONDARY });
    brush.text(value, SIDE + 40, y, { face: 'sans', size: 8.8 });
  });
  brush.text(title, PAGE.width / 2, 126, { face: 'serif-bold', size: 26, tracking: 8, align: 'center' });
  drawQrCode(brush, qr, RIGHT - 60, 92.5, 60);
  brush.text('扫码核验', RIGHT - 30, 160, { face: 'sans', size: 7.8, color: SECONDARY, align: 'center' });
}

export function drawSectionHeading(brush: Brush, text: string, middle: number): void {
  brush.text(text, SIDE, middle, { face: 'serif-bold', size: 12 });
}

/** A section heading with the room it takes. @returns where its table begins */
export function headSection(brush: Brush, text: string, y: number): number {
  drawSectionHeading(brush, text, y + 8);
  return y + 21;
}

/** 单位： at the left, its code at the right; a long name moves the code to its second line or below. Gives the height below it. */
export function drawAddress(
  brush: Brush,
  unit: DocumentUnit,
  top: number,
  options: { code?: boolean; size?: number } = {},
): number {
  const style = { size: options.size ?? 13, leading: 1.65, width: TEXT_WIDTH };
  const height = brush.prose([{ text: `${unit.name}：`, bold: true }], SIDE, top, style);
  if (options.code === false || unit.creditCode === null) return top + height;
  const label = { face: 'sans', size: 8.8, color: SECONDARY, align: 'right' } as const;
  const value = { face: 'sans', size: 9.5, align: 'right' } as const;
  const needed = brush.widthOf(unit.creditCode, value) + brush.widthOf(CREDIT_CODE, label) + 15;
  const lines = composeLines([{ text: `${unit.name}：`, bold: true }], style);
  const last = (lines.at(-1)?.runs ?? []).reduce(
    (sum, run) => sum + brush.widthOf(run.text, { face: 'serif-bold', size: style.size, tracking: run.spacing }),
    0,
  );
  const below = last + needed > TEXT_WIDTH;
  const middle = below ? top + height + 7 : top + height - (style.size * style.leading) / 2;
  const width = brush.text(unit.creditCode, RIGHT, middle, value);
  brush.text(CREDIT_CODE, RIGHT - width - 3, middle, label);
  return top + height + (below ? 14 : 0);
}

const CREDIT_CODE = '统一社会信用代码';

/** Columns of name, value, name, value. */
export function factColumns(widths: readonly number[], size = 10): Column[] {
  return widths.map((width, index) => (index % 2 === 0 ? { width, size: 9, color: SECONDARY } : { width, size }));
}

/** Numbered sentences; gives the height. */
export function drawRemarks(brush: Brush, sentences: readonly string[], top: number, width: number): number {
  let y = top;
  sentences.forEach((sentence, index) => {
    brush.text(`${index + 1}.`, SIDE, y + 7.6, { face: 'sans', size: 9.3 });
    y += brush.prose([{ text: sentence }], SIDE + 14, y, { face: 'sans', size: 9.3, leading: 1.64, width: width - 14 });
  });
  return y - top;
}

/** Name and date at the left of the seal, whose ring crosses only their ends. */
export function drawSignature(brush: Brush, name: string, date: DocumentFacts['dated'], bandTop: number): void {
  const end = RIGHT - 125;
  brush.fit(name, end, bandTop + 52.5, 240, { face: 'serif-bold', size: 12, tracking: 1, align: 'right' });
  brush.text(inProse(date), end, bandTop + 75, { face: 'serif', size: 12, align: 'right' });
}

/** The band of remarks, signature and seal: 122 high, 51 above the edge (the policy's front: 76). */
export const BAND_TOP = PAGE.height - 51 - 122;

/** The seal of a page, to stand before the page's own drawing. */
export function sealElement(ink: Ink, facts: SealFacts, bandTop = BAND_TOP): ReactElement {
  const box = { width: SEAL_SIZE, height: SEAL_SIZE };
  const style = { position: 'absolute', left: RIGHT - 14 - SEAL_SIZE, top: bandTop + 1.5, ...box } as const;
  const picture = pictureOf(facts);
  return h(
    View,
    { key: 'seal', fixed: true, style },
    picture
      ? h(Image, { src: picture, style: box })
      : h(Canvas, {
          style: box,
          paint: painting(ink, (brush) => drawSeal(brush, facts, SEAL_SIZE / 2, SEAL_SIZE / 2)),
        }),
  );
}

/** 骑缝章 of a page. */
export function edgeSealElement(
  ink: Ink,
  facts: SealFacts,
  numbers: { page: number; pages: number },
): ReactElement | null {
  const part = edgePart({ page: numbers.page - 1, pages: numbers.pages });
  if (!part) return null;
  const picture = pictureOf(facts);
  const box = { position: 'absolute', left: part.left, top: part.top, width: part.width, height: SEAL_SIZE } as const;
  if (picture) {
    const whole = { position: 'absolute', top: 0, left: -part.offset, width: SEAL_SIZE, height: SEAL_SIZE } as const;
    return h(View, { style: { ...box, overflow: 'hidden' } }, h(Image, { src: picture, style: whole }));
  }
  const paint = painting(ink, (brush) => drawEdgeSeal(brush, facts, part));
  return h(View, { style: box }, h(Canvas, { style: { width: part.width, height: SEAL_SIZE }, paint }));
}

const pictureOf = ({ society }: SealFacts) =>
  society.sealPicture && ({ data: Buffer.from(society.sealPicture, 'base64'), format: 'png' } as const);

const painting = (ink: Ink, paint: (brush: Brush) => void) => (painter: Painter) => {
  paint(new Brush(painter, ink));
  return null;
};

/** 名称 编号 第 n 版 内容摘要, and beneath it what the reader must know of this paper. */
export function footerOf(
  name: string,
  { number, version, hash, sample }: DocumentFacts,
  society: SealFacts['society'],
  notes: readonly string[] = [],
): Footer {
  const told = notes.length > 2 ? [...notes.slice(0, 2), `另有 ${notes.length - 2} 处`] : notes;
  const remark = sample ? `${society.sampleRemark}互助会热线 ${society.hotline}` : `互助会热线 ${society.hotline}`;
  return {
    text: `${name}  ${number}  第 ${version} 版　内容摘要 ${hash.slice(0, 8)} ${hash.slice(8, 16)}`,
    remark: [...told, remark].join('　'),
  };
}

/** For what no face could draw: 〓 stands there, and the paper says what it stands for. */
export function footnotesOf(
  texts: readonly (readonly [where: string, text: string])[],
  face: FaceName = 'sans',
): string[] {
  return texts.flatMap(([where, text]) =>
    setText(text, face).missing.map(
      ({ position, codePoint }) => `〓${where}第${position}字 ${codePoint}，以原始资料为准`,
    ),
  );
}

/** `重大疾病互助保障计划（2021版）`. */
export const planTitle = ({ name, version }: Pick<PlanVersion, 'name' | 'version'>) =>
  version === '' ? name : `${name}（${version}）`;

/** The society's sentence with its places filled, what was filled in bold. */
export function fillSentence(sentence: string, places: Readonly<Record<string, string>>): Span[] {
  return sentence
    .split(/(\{[^{}]+\})/)
    .filter((part) => part !== '')
    .map((part) => {
      const value = part.startsWith('{') ? places[part.slice(1, -1)] : undefined;
      return value === undefined ? { text: part } : { text: value, bold: true };
    });
}

export const plainSentence = (sentence: string, places: Readonly<Record<string, string>>) =>
  fillSentence(sentence, places)
    .map((span) => span.text)
    .join('');
