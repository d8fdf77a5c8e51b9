/** A stretch of one weight. */
export interface Span {
  readonly text: string;
  readonly bold?: boolean;
}

export interface ComposeOptions {
  /** Both in pt. */
  readonly width: number;
  readonly size: number;
  /** Of the first line, in em. */
  readonly indent?: number;
  /** Advance of a character in em. */
  readonly measure: (character: string, bold: boolean) => number;
}

/** Characters that are drawn together: one weight, one space after each of them (pt). */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly spacing: number;
}

export interface Line {
  readonly runs: readonly Run[];
  /** Offset of the first character, pt. */
  readonly indent: number;
}

const NOT_AT_START = '，。、；：！？）》〉”’】」』〕％%…—·,.;:!?)]}';
const NOT_AT_END = '（《〈“‘【「『〔([{';
const CLOSING = '，。、；：）》〉”’】」』〕';
const OPENING = '（《〈“‘【「『〔';
/** A figure is not torn from these. */
const COUNTED = /^[年月日时元份人天周岁岁个条行版页倍次%％]/u;
const FIGURE = /[0-9A-Za-z.,\-–+/:@_~¥#&*]/;
const HAN = /\p{Script=Han}/u;
/** Between Han and figures, in em. */
const GAP = 0.18;
/** What neighbouring punctuation gives up, in em. */
const SQUEEZE = 0.5;
/** Characters the last line should have at least. */
const SHORTEST_LAST_LINE = 5;
/** More than this a line is not stretched, in em per character: ragged is better than torn. */
const MOST_STRETCH = 0.2;

interface Glyph {
  readonly character: string;
  readonly bold: boolean;
  /** Advance with the gap or squeeze after it, pt. */
  readonly advance: number;
  readonly extra: number;
}

/**
 * Breaks Chinese prose into justified lines, because react-pdf breaks at spaces only (design/documents.md, Composition):
 * no closing punctuation at a line's start, no opening at its end, figures stay whole and with their 年月日元份人,
 * neighbouring punctuation squeezed, a little air between Han and figures, no last line of fewer than five characters.
 */
export function composeProse(spans: readonly Span[], options: ComposeOptions): readonly Line[] {
  const glyphs = measureGlyphs(spans, options);
  const units = bindUnits(glyphs);
  const indent = (options.indent ?? 0) * options.size;
  const lines = fill(units, options.width, indent);
  feedLastLine(lines);
  return lines.map((line, index) =>
    setLine(line.flat(), {
      width: options.width - (index === 0 ? indent : 0),
      indent: index === 0 ? indent : 0,
      size: options.size,
      last: index === lines.length - 1,
    }),
  );
}

function measureGlyphs(spans: readonly Span[], { size, measure }: ComposeOptions): Glyph[] {
  const characters = spans.flatMap((span) =>
    [...span.text].map((character) => ({ character, bold: span.bold === true })),
  );
  return characters.map(({ character, bold }, index) => {
    const next = characters[index + 1]?.character ?? '';
    const extra = spaceAfter(character, next) * size;
    return { character, bold, extra, advance: measure(character, bold) * size + extra };
  });
}

function spaceAfter(character: string, next: string): number {
  if (next === '') return 0;
  if (CLOSING.includes(character) && (CLOSING.includes(next) || OPENING.includes(next))) return -SQUEEZE;
  if (OPENING.includes(character) && OPENING.includes(next)) return -SQUEEZE;
  if ((HAN.test(character) && FIGURE.test(next)) || (FIGURE.test(character) && HAN.test(next))) return GAP;
  return 0;
}

/** Groups of characters that no line end may part. */
function bindUnits(glyphs: readonly Glyph[]): Glyph[][] {
  const units: Glyph[][] = [];
  for (const glyph of glyphs) {
    const unit = units.at(-1);
    const before = unit?.at(-1)?.character;
    if (unit && before !== undefined && isBound(before, glyph.character)) unit.push(glyph);
    else units.push([glyph]);
  }
  return units;
}

function isBound(before: string, character: string): boolean {
  if (NOT_AT_START.includes(character) || NOT_AT_END.includes(before)) return true;
  if (FIGURE.test(before)) return FIGURE.test(character) || COUNTED.test(character);
  return false;
}

function fill(units: readonly Glyph[][], width: number, indent: number): Glyph[][][] {
  const lines: Glyph[][][] = [[]];
  let room = width - indent;
  for (const unit of units) {
    const needed = unit.reduce((sum, glyph) => sum + glyph.advance, 0) - (unit.at(-1)?.extra ?? 0);
    if (needed > room && (lines.at(-1)?.length ?? 0) > 0) {
      lines.push([]);
      room = width;
    }
    lines.at(-1)?.push(unit);
    room -= unit.reduce((sum, glyph) => sum + glyph.advance, 0);
  }
  return lines;
}

/** The line before a stub hands units over; it is then stretched, or stays ragged where that would tear it. */
function feedLastLine(lines: Glyph[][][]): void {
  const last = lines.at(-1);
  const before = lines.at(-2);
  if (!last || !before) return;
  while (last.flat().length < SHORTEST_LAST_LINE && before.flat().length > SHORTEST_LAST_LINE) {
    const unit = before.pop();
    if (!unit) return;
    last.unshift(unit);
  }
}

function setLine(
  glyphs: readonly Glyph[],
  { width, indent, size, last }: { width: number; indent: number; size: number; last: boolean },
): Line {
  const natural = glyphs.reduce((sum, glyph) => sum + glyph.advance, 0) - (glyphs.at(-1)?.extra ?? 0);
  const gaps = Math.max(1, glyphs.length - 1);
  const stretch = last ? 0 : Math.max(0, (width - natural) / gaps);
  const each = stretch > MOST_STRETCH * size ? 0 : stretch;
  const runs: { text: string; bold: boolean; spacing: number }[] = [];
  glyphs.forEach((glyph, index) => {
    const spacing = index === glyphs.length - 1 ? 0 : glyph.extra + each;
    const run = runs.at(-1);
    if (run && run.bold === glyph.bold && Math.abs(run.spacing - spacing) < 1e-6) run.text += glyph.character;
    else runs.push({ text: glyph.character, bold: glyph.bold, spacing });
  });
  return { runs, indent };
}
