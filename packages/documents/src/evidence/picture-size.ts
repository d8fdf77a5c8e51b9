/**
 * Width and height that a JPEG or PNG claims, read from its headers without decoding a pixel: what a viewer would make room
 * for. Undefined when the headers are damaged.
 */
export function pictureSize(
  content: Buffer,
  type: 'image/jpeg' | 'image/png',
): [width: number, height: number] | undefined {
  const size = type === 'image/png' ? pngSize(content) : jpegSize(content);
  return size && size[0] > 0 && size[1] > 0 ? size : undefined;
}

function pngSize(content: Buffer): [number, number] | undefined {
  if (content.length < 33 || content.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return [content.readUInt32BE(16), content.readUInt32BE(20)];
}

/** Frame headers; C4, C8 and CC in between are tables. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegSize(content: Buffer): [number, number] | undefined {
  let at = 2;
  while (at + 9 <= content.length) {
    if (content[at] !== 0xff) return undefined;
    const marker = content[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrame(marker)) return [content.readUInt16BE(at + 7), content.readUInt16BE(at + 5)];
    // The picture itself began, or ended, and no frame was told.
    if (marker === 0xda || marker === 0xd9) return undefined;
    at += 2 + content.readUInt16BE(at + 2);
  }
  return undefined;
}
