import type PDFDocument from 'pdfkit';
import type { Painter } from './brush.ts';
import type { Piece } from './faces.ts';

type Doc = InstanceType<typeof PDFDocument>;
type Font = Piece['face']['font'];

/** What pdfkit keeps to itself of a font that is embedded: its name in the page's resources and the codes of its glyphs. */
interface EmbeddedFont {
  readonly id: string;
  ref(): unknown;
  encode(text: string): [readonly string[], unknown];
}

/**
 * Draws on a pdfkit document as Brush asks, its text as raw content from a cache of glyphs: pdfkit lays out every string anew,
 * which a list of 50,000 persons cannot wait for. Everything but text is pdfkit's own.
 */
export class ListPainter {
  readonly painter: Painter;
  private readonly doc: Doc;
  private readonly fonts = new Map<Font, { embedded: EmbeddedFont; glyphs: Map<string, string> }>();

  constructor(doc: Doc) {
    this.doc = doc;
    let font: Font | undefined;
    let size = 0;
    const own: Pick<Painter, 'font' | 'text'> = {
      font: (given: unknown, _name?: unknown, given_size?: unknown) => {
        font = given as Font;
        size = given_size as number;
        return this.painter as Doc;
      },
      text: (text: string, x?: unknown, baseline?: unknown, options?: unknown) => {
        const spacing = (options as { characterSpacing?: number } | undefined)?.characterSpacing ?? 0;
        if (font) doc.addContent(`BT ${this.show(text, font, size, x as number, baseline as number, spacing)} ET`);
        return this.painter as Doc;
      },
    };
    this.painter = new Proxy(doc, {
      get(target, name) {
        if (name === 'font' || name === 'text') return own[name];
        const value = Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  /** Operators within BT … ET that show a text with its origin at a point of the page. */
  show(text: string, font: Font, size: number, x: number, baseline: number, spacing = 0): string {
    // Tc outlives a text object, so every text sets it.
    return `${this.choose(font, size)} ${round(spacing)} Tc 1 0 0 -1 ${round(x)} ${round(baseline)} Tm <${this.codes(text, font)}> Tj`;
  }

  /** The operator that chooses a font for the texts after it. */
  choose(font: Font, size: number): string {
    return `/${this.embed(font).embedded.id} ${size} Tf`;
  }

  /** The text as Tj takes it, hex. */
  codes(text: string, font: Font): string {
    const { embedded, glyphs } = this.embed(font);
    let codes = '';
    for (const character of text) {
      let code = glyphs.get(character);
      if (code === undefined) {
        code = embedded.encode(character)[0].join('');
        glyphs.set(character, code);
      }
      codes += code;
    }
    return codes;
  }

  private embed(font: Font) {
    let known = this.fonts.get(font);
    if (!known) {
      this.doc.font(font as unknown as string, font.postscriptName, 10);
      known = { embedded: (this.doc as unknown as { _font: EmbeddedFont })._font, glyphs: new Map() };
      this.fonts.set(font, known);
    }
    const page = this.doc.page as unknown as { fonts: Record<string, unknown> };
    page.fonts[known.embedded.id] ??= known.embedded.ref();
    return known;
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000;
