import type { SocietySettings } from '@huzhu/domain/society/society-settings';
import { type Brush, MIDDLE, SEAL } from './brush.ts';
import { setText } from './faces.ts';

/** 42 mm, the size of a round society seal. */
export const SEAL_SIZE = 119;

export interface SealFacts {
  readonly society: SocietySettings;
  readonly sample: boolean;
}

/**
 * The seal, drawn: ring, name along it, star, purpose. Drawn before the text that it lies under, in a box of SEAL_SIZE
 * about the given centre. Where the society has configured a picture, that stands in its place. Its characters are outlines: it is
 * a picture, and what a reader copies from the page should not have it between the lines.
 * @param part only what falls between these two, from the seal's left edge
 */
export function drawSeal(
  brush: Brush,
  facts: SealFacts,
  x: number,
  y: number,
  part = { from: 0, to: SEAL_SIZE },
): void {
  const { painter } = brush;
  const r = SEAL_SIZE / 2;
  painter.save();
  painter.translate(x, y);
  painter.fillOpacity(0.88);
  painter
    .lineWidth(3)
    .circle(0, 0, r - 1.5)
    .stroke('#CB3A3F');
  for (const { path, left, right } of outlinesOf(facts)) {
    if (right + r >= part.from && left + r <= part.to) painter.path(path).fill(SEAL);
  }
  painter.fillOpacity(1);
  painter.restore();
}

interface Outline {
  readonly path: string;
  readonly left: number;
  readonly right: number;
}

/** The last seal's, about its centre: a policy of a thousand pages draws it on each. */
let outlined: { key: string; outlines: readonly Outline[] } | undefined;

function outlinesOf({ society: { name, sealPurpose }, sample }: SealFacts): readonly Outline[] {
  const key = JSON.stringify([name, sealPurpose, sample]);
  if (outlined?.key !== key) {
    const outlines = [
      { path: star(19), left: -19, right: 19 },
      ...nameOnRing(name),
      ...straight(sealPurpose, 31, 10),
      ...(sample ? straight('样章', 43.5, 7.5) : []),
    ];
    outlined = { key, outlines };
  }
  return outlined.outlines;
}

/** Over the upper part of the ring, as wide as the name needs. */
function nameOnRing(name: string): Outline[] {
  const characters = [...name];
  const span = Math.min(240, 28 * characters.length);
  const each = characters.length > 1 ? span / (characters.length - 1) : 0;
  const size = Math.min(15.5, 250 / characters.length + 3);
  const start = characters.length > 1 ? -span / 2 : 0;
  return characters.map((character, index) =>
    outline(character, size, 0, -(SEAL_SIZE / 2 - 15), ((start + index * each) * Math.PI) / 180),
  );
}

function straight(text: string, middle: number, size: number): Outline[] {
  const characters = [...text];
  const step = size + 1.5;
  return characters.map((character, index) =>
    outline(character, size, (index - (characters.length - 1) / 2) * step, middle, 0),
  );
}

/** A character about a point, turned about the seal's centre. */
function outline(character: string, size: number, x: number, middle: number, angle: number): Outline {
  const [piece] = setText(character, 'serif-bold').pieces;
  if (!piece) return { path: '', left: 0, right: 0 };
  const { font } = piece.face;
  const scale = size / font.unitsPerEm;
  const path = font
    .glyphForCodePoint(piece.text.codePointAt(0) ?? 0)
    .path.scale(scale, -scale)
    .translate(x - (piece.face.widthOf(piece.text) * size) / 2, middle + MIDDLE * size)
    .rotate(angle);
  return { path: path.toSVG(), left: path.bbox.minX, right: path.bbox.maxX };
}

export interface EdgePart {
  /** Where on the page. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  /** Of the part within the seal. */
  readonly offset: number;
}

/**
 * 骑缝章: the part of the seal that falls on a page when a group of pages is fanned out, at the right edge. Groups are as even as
 * they can be, so that no page is left over: a seal across no joint proves nothing.
 * @param page 0-based within the document
 */
export function edgePart({ page, pages }: { page: number; pages: number }): EdgePart | undefined {
  if (pages < 2) return undefined;
  const groups = Math.ceil(pages / PAGES_A_SEAL);
  const group = Math.floor((page * groups) / pages);
  const first = Math.ceil((group * pages) / groups);
  const count = Math.ceil(((group + 1) * pages) / groups) - first;
  const width = SEAL_SIZE / count;
  return { left: PAGE_WIDTH - width, top: EDGE_TOP, width, offset: (page - first) * width };
}

/** The part of the drawn seal, in a box of the part's size. */
export function drawEdgeSeal(brush: Brush, facts: SealFacts, { width, offset }: EdgePart): void {
  const { painter } = brush;
  painter.save();
  painter.rect(0, 0, width, SEAL_SIZE).clip();
  drawSeal(brush, facts, SEAL_SIZE / 2 - offset, SEAL_SIZE / 2, { from: offset, to: offset + width });
  painter.restore();
}

const PAGES_A_SEAL = 8;
const EDGE_TOP = 330;
const PAGE_WIDTH = 595.28;

function star(radius: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const r = index % 2 === 0 ? radius : radius * 0.382;
    const angle = -Math.PI / 2 + (index * Math.PI) / 5;
    return `${(r * Math.cos(angle)).toFixed(3)} ${(r * Math.sin(angle)).toFixed(3)}`;
  });
  return `M${points.join('L')}Z`;
}
