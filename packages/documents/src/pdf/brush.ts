import type PDFDocument from 'pdfkit';
import { composeProse, type Span } from './compose-prose.ts';
import { type FaceName, setText, widthOf } from './faces.ts';

/** Ink, grey, hairline and the rest (design/documents.md, Page). */
export const INK = '#1A1A1A';
export const SECONDARY = '#5A5A5A';
export const HAIRLINE = '#BDB8B2';
export const TABLE_HEAD = '#F6F3EF';
export const RED = '#A31D1D';
export const SEAL = '#C4181F';

/** Code points that no face had, over the whole document; 〓 stands in their place. */
export class Ink {
  readonly missing = new Set<string>();
}

export interface TextStyle {
  readonly face: FaceName;
  readonly size: number;
  readonly color?: string | undefined;
  /** Space after each character but the last, pt. */
  readonly tracking?: number;
  readonly align?: 'left' | 'right' | 'center';
}

export interface ProseStyle {
  readonly size: number;
  readonly leading: number;
  readonly width: number;
  /** Of the first line, em. */
  readonly indent?: number;
  readonly face?: 'serif' | 'sans';
  readonly color?: string;
}

/** What react-pdf's Canvas lends of a pdfkit document; a pdfkit document has it too. */
export type Painter = Pick<
  InstanceType<typeof PDFDocument>,
  | 'save'
  | 'restore'
  | 'translate'
  | 'rotate'
  | 'font'
  | 'text'
  | 'fillColor'
  | 'fillOpacity'
  | 'strokeColor'
  | 'lineWidth'
  | 'dash'
  | 'moveTo'
  | 'lineTo'
  | 'rect'
  | 'circle'
  | 'path'
  | 'clip'
  | 'fill'
  | 'stroke'
>;

/** Han and figures alike sit evenly about this height above the baseline, in em. */
export const MIDDLE = 0.37;
/** A text that is too long for its place shrinks so far before it takes two lines. */
const SMALLEST = 7;

/** Draws on a page of either renderer. All text of our PDFs goes through it, so that no character is lost without a word. */
export class Brush {
  readonly painter: Painter;
  readonly ink: Ink;

  constructor(painter: Painter, ink: Ink) {
    this.painter = painter;
    this.ink = ink;
  }

  /** A brush without paint: what is drawn with it only tells how high it gets. */
  static dry(): Brush {
    const painter: Painter = new Proxy({} as Painter, { get: () => () => painter });
    return new Brush(painter, new Ink());
  }

  widthOf(text: string, { face, size, tracking = 0 }: TextStyle): number {
    const characters = [...text];
    const em = characters.reduce((sum, character) => sum + widthOf(character, face), 0);
    return em * size + Math.max(0, characters.length - 1) * tracking;
  }

  /**
   * One line about the height `middle`; gives its width.
   * @param x left end, right end or centre, as aligned
   */
  text(text: string, x: number, middle: number, style: TextStyle): number {
    const width = this.widthOf(text, style);
    const left = style.align === 'right' ? x - width : style.align === 'center' ? x - width / 2 : x;
    this.run(text, left, middle + MIDDLE * style.size, style);
    return width;
  }

  /** As text, but never wider than `room`: shrinks, then takes two lines. */
  fit(text: string, x: number, middle: number, room: number, style: TextStyle): void {
    const natural = this.widthOf(text, style);
    const size = Math.max(Math.min(SMALLEST, style.size), Math.min(style.size, (style.size * room) / natural));
    if (natural <= room || this.widthOf(text, { ...style, size }) <= room + 0.01) {
      this.text(text, x, middle, { ...style, size });
      return;
    }
    const half = breakInTwo(text, room, (part) => this.widthOf(part, { ...style, size }));
    const widest = Math.max(...half.map((part) => this.widthOf(part, { ...style, size })));
    const small = { ...style, size: widest > room ? (size * room) / widest : size };
    half.forEach((part, index) => {
      this.text(part, x, middle + (index - 0.5) * small.size * 1.15, small);
    });
  }

  /** A paragraph; gives its height. */
  prose(spans: readonly Span[], x: number, top: number, style: ProseStyle): number {
    const lines = composeLines(spans, style);
    const height = style.size * style.leading;
    lines.forEach((line, index) => {
      this.composed(line, x, top + (index + 0.5) * height, style);
    });
    return lines.length * height;
  }

  /** One composed line. */
  composed(line: ReturnType<typeof composeLines>[number], x: number, middle: number, style: ProseStyle): void {
    let left = x + line.indent;
    for (const run of line.runs) {
      const drawn = { face: weightOf(style, run.bold), size: style.size, color: style.color, tracking: run.spacing };
      this.run(run.text, left, middle + MIDDLE * style.size, drawn);
      left += this.widthOf(run.text, drawn) + run.spacing;
    }
  }

  private run(
    text: string,
    left: number,
    baseline: number,
    { face, size, color = INK, tracking = 0 }: TextStyle,
  ): void {
    const { pieces, missing } = setText(text, face);
    for (const { codePoint } of missing) this.ink.missing.add(codePoint);
    this.painter.fillColor(color);
    let x = left;
    for (const piece of pieces) {
      const { font } = piece.face;
      // Named, or pdfkit would build the font anew for every line.
      this.painter.font(font as unknown as string, font.postscriptName, size);
      // Advances are ours (compose-prose, columns of figures): kerning would move what was measured.
      const features = { kern: false, liga: false } as unknown as [];
      const options = { lineBreak: false, baseline: 'alphabetic', characterSpacing: tracking, features } as const;
      this.painter.text(piece.text, x, baseline, options);
      x += [...piece.text].reduce((sum, character) => sum + piece.face.widthOf(character) * size + tracking, 0);
    }
  }

  /** Rules are filled, not stroked: a printer keeps their weight. `y` is the upper edge. */
  rule(x: number, y: number, width: number, weight: number, color = INK): void {
    this.painter.rect(x, y, width, weight).fill(color);
  }

  upright(x: number, y: number, height: number, weight: number, color = INK): void {
    this.painter.rect(x, y, weight, height).fill(color);
  }

  fill(x: number, y: number, width: number, height: number, color: string): void {
    this.painter.rect(x, y, width, height).fill(color);
  }

  /** A frame whose outer edge is the given rectangle. */
  frame(x: number, y: number, width: number, height: number, weight: number, color = INK): void {
    this.painter
      .lineWidth(weight)
      .rect(x + weight / 2, y + weight / 2, width - weight, height - weight)
      .stroke(color);
  }
}

function weightOf(style: Pick<ProseStyle, 'face'>, bold: boolean): FaceName {
  if (style.face === 'sans') return bold ? 'sans-medium' : 'sans';
  return bold ? 'serif-bold' : 'serif';
}

export function composeLines(spans: readonly Span[], style: ProseStyle) {
  return composeProse(spans, {
    width: style.width,
    size: style.size,
    indent: style.indent ?? 0,
    measure: (character, bold) => widthOf(character, weightOf(style, bold)),
  });
}

/** After a space, a dot or a hyphen where both parts then nearly fit; else near the middle. */
function breakInTwo(text: string, room: number, widthOfPart: (part: string) => number): [string, string] {
  const characters = [...text];
  const halves = characters.slice(1).map((_, index): [string, string] => {
    const at = index + 1;
    return [characters.slice(0, at).join(''), characters.slice(at).join('')];
  });
  const widest = (half: [string, string]) => Math.max(...half.map(widthOfPart));
  const narrowest = (of: [string, string][]) => of.sort((a, b) => widest(a) - widest(b))[0];
  const between = narrowest(halves.filter(([first]) => /[ ·-]$/.test(first)));
  if (between && widest(between) <= room * 1.15) return between;
  return narrowest(halves) ?? [text, ''];
}
