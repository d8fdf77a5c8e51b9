import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 210;
const HEIGHT = 297;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A grey PNG that looks like a page scanned out of focus: evidence of the demo that a reviewer could not read. */
export function blurredScan(): Buffer {
  const pixels = Buffer.alloc((WIDTH + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const line = Math.max(0, Math.cos((y / 14) * 2 * Math.PI));
      const word = 0.6 + 0.4 * Math.sin(x / 5 + Math.floor(y / 14) * 1.7);
      const inside = x > 24 && x < 186 && y > 30 && y < 230;
      // The first byte of a row is its filter, 0.
      pixels[y * (WIDTH + 1) + 1 + x] = inside ? 232 - 70 * line * word : 232;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  // 8 bits, grey, no interlace.
  head.writeUInt8(8, 8);
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', deflateSync(pixels)), chunk('IEND')]);
}

function chunk(name: string, data: Buffer = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
