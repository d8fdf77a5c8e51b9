import { createRequire } from 'node:module';
import { type Font, openSync } from 'fontkit';

const resolve = createRequire(import.meta.url).resolve;

/** The faces of our PDFs (OFL 1.1, static TrueType; design/documents.md). Serif for reading, Sans for tables and footers. */
const FILES = {
  serif: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'serif-bold': '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  sans: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'sans-medium': '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf',
} as const;

export type FaceName = keyof typeof FILES;
export const FACE_NAMES = Object.keys(FILES) as FaceName[];

export interface Face {
  readonly name: FaceName;
  readonly file: string;
  has(character: string): boolean;
  /** Advance in em. */
  widthOf(character: string): number;
}

const opened = new Map<FaceName, Face>();

export function face(name: FaceName): Face {
  const known = opened.get(name);
  if (known) return known;
  const file = resolve(FILES[name]);
  const font = openSync(file) as Font;
  const widths = new Map<string, number>();
  const fresh: Face = {
    name,
    file,
    has: (character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
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

/** What stands for a character that the face lacks: react-pdf would draw overlapping Latin letters and say nothing. */
export const MISSING = '〓';

/** The text with 〓 for what cannot be drawn, and which code points those were. */
export function drawable(text: string, of: Face): { text: string; missing: readonly string[] } {
  const missing: string[] = [];
  let out = '';
  for (const character of text) {
    if (of.has(character)) out += character;
    else {
      missing.push(`U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
      out += MISSING;
    }
  }
  return { text: out, missing };
}
