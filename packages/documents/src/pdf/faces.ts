import { createRequire } from 'node:module';
import { type Font, openSync } from 'fontkit';

const resolve = createRequire(import.meta.url).resolve;

/** The faces of our PDFs (OFL 1.1, static TrueType; design/documents.md). Serif for reading, Sans for tables and footers. */
const FILES = {
  serif: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'serif-bold': '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  sans: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'sans-medium': '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
  'sans-bold': '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
  /** Ours, for the Han characters that the others lack (../../fonts/README.md). */
  rare: '@huzhu/documents/fonts/HuzhuRareHan-Regular.ttf',
} as const;

export type FaceName = Exclude<keyof typeof FILES, 'rare'>;

export interface Face {
  readonly font: Font;
  has(character: string): boolean;
  /** Advance in em. */
  widthOf(character: string): number;
}

const opened = new Map<keyof typeof FILES, Face>();

function open(name: keyof typeof FILES): Face {
  const known = opened.get(name);
  if (known) return known;
  const font = openSync(resolve(FILES[name])) as Font;
  const widths = new Map<string, number>();
  const present = new Map<string, boolean>();
  const fresh: Face = {
    font,
    has(character) {
      let has = present.get(character);
      if (has === undefined) {
        has = font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
        present.set(character, has);
      }
      return has;
    },
    widthOf(character) {
      let width = widths.get(character);
      if (width === undefined) {
        width = font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm;
        widths.set(character, width);
      }
      return width;
    },
  };
  opened.set(name, fresh);
  return fresh;
}

export const face = (name: FaceName): Face => open(name);

/** What stands for a character that no face has: a missing glyph corrupts a PDF and says nothing. */
export const MISSING = '〓';
/** Chooses among shapes of the character before it; without it that character's usual shape is drawn. */
const VARIATION_SELECTOR = /^[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]$/u;

/** A stretch of text that one face draws. */
export interface Piece {
  readonly face: Face;
  text: string;
}

export interface MissingCharacter {
  /** 1-based, in characters. */
  readonly position: number;
  /** `U+20BB7`. */
  readonly codePoint: string;
}

/** Own face, then the rare one, then 〓: per character. */
export function setText(text: string, name: FaceName): { pieces: Piece[]; missing: readonly MissingCharacter[] } {
  const own = open(name);
  const pieces: Piece[] = [];
  const missing: MissingCharacter[] = [];
  let position = 0;
  for (const character of text) {
    position += 1;
    let drawn = character;
    let by = own;
    if (!own.has(character)) {
      if (VARIATION_SELECTOR.test(character)) continue;
      if (open('rare').has(character)) by = open('rare');
      else {
        const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
        missing.push({ position, codePoint: `U+${hex}` });
        drawn = MISSING;
      }
    }
    const last = pieces.at(-1);
    if (last?.face === by) last.text += drawn;
    else pieces.push({ face: by, text: drawn });
  }
  return { pieces, missing };
}

/** Advance in em of a character as setText draws it. */
export function widthOf(character: string, name: FaceName): number {
  const own = open(name);
  if (own.has(character)) return own.widthOf(character);
  if (VARIATION_SELECTOR.test(character)) return 0;
  return open('rare').has(character) ? open('rare').widthOf(character) : own.widthOf(MISSING);
}
