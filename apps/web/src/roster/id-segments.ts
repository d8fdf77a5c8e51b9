/** One part of an 18- or 15-character number as the editor shows it. */
export interface IdSegment {
  readonly name: '地区' | '出生' | '顺序' | '校验';
  readonly text: string;
  /** True while not every character of the part is there. */
  readonly short: boolean;
}

const EIGHTEEN = [
  ['地区', 6],
  ['出生', 8],
  ['顺序', 3],
  ['校验', 1],
] as const;

/** GB 11643-1989: the old form has no century and no check digit. */
const FIFTEEN = [
  ['地区', 6],
  ['出生', 6],
  ['顺序', 3],
] as const;

/**
 * Cuts what is being typed into 地区 出生 顺序 校验, so that it can be compared with the card part by part.
 * Never says which digit would be right. Spaces and full-width forms are set right first, as the check does.
 */
export function idSegments(typed: string): readonly IdSegment[] {
  const text = typed
    .normalize('NFKC')
    .replace(/[\s\u200b-\u200d\ufeff]/g, '')
    .toUpperCase();
  const parts = text.length === 15 ? FIFTEEN : EIGHTEEN;
  let from = 0;
  const segments = parts.map(([name, length]) => {
    const part = text.slice(from, from + length);
    from += length;
    return { name, text: part, short: part.length < length };
  });
  const rest = text.slice(from);
  const last = segments[segments.length - 1];
  // Characters too many belong to the last part: there they are seen.
  if (rest !== '' && last) segments[segments.length - 1] = { ...last, text: last.text + rest };
  return segments;
}
