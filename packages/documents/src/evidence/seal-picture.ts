import { crc32, inflateSync } from 'node:zlib';
import { inspectEvidence } from './inspect-evidence.ts';

/** Print of a seal at 42 mm: from about 120 to 1,200 dpi. */
const SIDE = { least: 200, most: 2_000 };
/** A seal is round, and is drawn into a square. */
const CROOKED = 1.02;
const SIGNATURE_BYTES = 8;
/** Samples of a pixel by colour type: grey, RGB, palette, grey with alpha, RGBA. */
const SAMPLES = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/**
 * Whether a picture may stand in place of the drawn seal: a square PNG, whole, and nothing besides. A damaged one would make every
 * paper of the society fail.
 */
export async function isSealPicture(content: Buffer): Promise<boolean> {
  const seen = await inspectEvidence(content);
  return 'contentType' in seen && seen.contentType === 'image/png' && isWholeSquare(content);
}

/**
 * Looked at by hand and with a bound: the decoder of the PDF library runs for ever on a damaged picture. Checks every chunk's
 * sum and that the pixels are as many as the head claims. Interlaced pictures are refused; no program saves a seal like that
 * unasked.
 */
function isWholeSquare(content: Buffer): boolean {
  const chunks = chunksOf(content);
  const head = chunks?.[0];
  if (!chunks || head?.type !== 'IHDR' || head.data.length !== 13 || chunks.at(-1)?.type !== 'IEND') return false;
  const [width, height] = [head.data.readUInt32BE(0), head.data.readUInt32BE(4)];
  const [depth = 0, colour = -1, , , interlace] = head.data.subarray(8);
  const samples = SAMPLES.get(colour);
  const [least, most] = [Math.min(width, height), Math.max(width, height)];
  if (least < SIDE.least || most > SIDE.most || most > least * CROOKED) return false;
  if (!samples || ![1, 2, 4, 8].includes(depth) || interlace !== 0) return false;
  const bytes = height * (1 + Math.ceil((width * samples * depth) / 8));
  const pixels = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  try {
    return inflateSync(pixels, { maxOutputLength: bytes }).length === bytes;
  } catch {
    return false;
  }
}

/** Undefined when a chunk's sum is wrong, or bytes are left over. */
function chunksOf(content: Buffer): { readonly type: string; readonly data: Buffer }[] | undefined {
  const chunks: { type: string; data: Buffer }[] = [];
  let at = SIGNATURE_BYTES;
  while (at + 12 <= content.length) {
    const end = at + 8 + content.readUInt32BE(at);
    if (end + 4 > content.length) return undefined;
    const type = content.toString('latin1', at + 4, at + 8);
    if (content.readUInt32BE(end) !== crc32(content.subarray(at + 4, end))) return undefined;
    chunks.push({ type, data: content.subarray(at + 8, end) });
    at = end + 4;
  }
  return at === content.length ? chunks : undefined;
}
