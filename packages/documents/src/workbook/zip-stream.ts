import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipPart {
  /** ASCII. */
  readonly name: string;
  readonly content: Iterable<Buffer> | AsyncIterable<Buffer>;
}

/** Sizes and offsets have 32 bits, the last value says “zip64”. */
const MOST_BYTES = 0xffff_fffe;
/** Of zlib's nine: the file is a sixth larger than with the usual 6, and deflating is not what a writer waits for. */
export const ZIP_LEVEL = 1;
/** Bytes that leave the deflater at once. */
const CHUNK = 1 << 16;
/** Sizes follow in a data descriptor; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
const VERSION = 20;
/** 1980-01-01, the first day that a zip knows: when a file was made, its name says. */
const NO_DATE = 0x21;

/**
 * A zip, part after part, while its parts are still being made: crc and sizes follow each part in a data descriptor, nothing but a
 * chunk is held. It asks the parts for more only as fast as it is read itself; who stops reading ends the part that is open.
 * @throws RangeError a part or the zip has 4 GiB or more (no zip64); whatever the parts throw
 */
export async function* zipStream(parts: readonly ZipPart[]): AsyncGenerator<Buffer, void, undefined> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of parts) {
    const written = { crc: 0, packed: 0, whole: 0 };
    const header = localHeader(name);
    yield header;
    for await (const chunk of deflated(content, written)) {
      written.packed += chunk.length;
      if (offset + header.length + written.packed > MOST_BYTES) throw tooLarge();
      yield chunk;
    }
    const descriptor = words(0x08074b50, written.crc, written.packed, written.whole);
    yield descriptor;
    directory.push(directoryEntry(name, written, offset));
    offset += header.length + written.packed + descriptor.length;
  }
  const list = Buffer.concat(directory);
  if (offset + list.length > MOST_BYTES) throw tooLarge();
  yield list;
  yield endOfDirectory(parts.length, list.length, offset);
}

interface Written {
  crc: number;
  packed: number;
  whole: number;
}

async function* deflated(content: ZipPart['content'], written: Written): AsyncGenerator<Buffer, void, undefined> {
  const deflater = createDeflateRaw({ level: ZIP_LEVEL, chunkSize: CHUNK });
  // An error of the part destroys the deflater, whose reader it meets.
  const pumped = pipeline(counted(content, written), deflater).catch(() => {});
  try {
    yield* deflater;
  } finally {
    deflater.destroy();
    // Not before the part has let go of what it holds, say a cursor.
    await pumped;
  }
}

async function* counted(content: ZipPart['content'], written: Written): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of content) {
    written.crc = crc32(chunk, written.crc);
    written.whole += chunk.length;
    if (written.whole > MOST_BYTES) throw tooLarge();
    yield chunk;
  }
}

function localHeader(name: string): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATED, 8);
  header.writeUInt16LE(NO_DATE, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name, 'latin1')]);
}

function directoryEntry(name: string, { crc, packed, whole }: Written, offset: number): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(VERSION, 4);
  entry.writeUInt16LE(VERSION, 6);
  entry.writeUInt16LE(FLAGS, 8);
  entry.writeUInt16LE(DEFLATED, 10);
  entry.writeUInt16LE(NO_DATE, 14);
  entry.writeUInt32LE(crc, 16);
  entry.writeUInt32LE(packed, 20);
  entry.writeUInt32LE(whole, 24);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(offset, 42);
  return Buffer.concat([entry, Buffer.from(name, 'latin1')]);
}

function endOfDirectory(entries: number, bytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

function words(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => {
    buffer.writeUInt32LE(value, at * 4);
  });
  return buffer;
}

const tooLarge = () => new RangeError('a workbook of 4 GiB or more is not written: it would need zip64');
