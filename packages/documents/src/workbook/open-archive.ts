import { crc32, createInflateRaw } from 'node:zlib';
import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { corrupt } from './corrupt.ts';
import type { ReaderLimits } from './reader-limits.ts';

/** A part of the package, found but not inflated. */
export interface ArchivePart {
  /** As written in the directory; parts are found by their lower-case name, as OPC compares them. */
  readonly name: string;
  /** Inflates the part chunk by chunk; the last step checks size and CRC. Each call starts anew. */
  read(): AsyncGenerator<Buffer, void, undefined>;
}

export interface Archive {
  part(name: string): ArchivePart | undefined;
  readonly names: readonly string[];
}

const STORED = 0;
const DEFLATED = 8;
const INFLATE_CHUNK = 128 * 1024;
const SLICE = 64 * 1024;
const AHEAD = 4;
/** Above so many declared bytes the ratio of the whole archive is asked, over parts that will never be inflated too. */
const ARCHIVE_RATIO_FLOOR = 64 * 1024 * 1024;

/**
 * Reads the directory of a zip that lies in memory and checks it as a whole, before anything is inflated.
 * yauzl reads the directory (zip64 too); inflating is done here, because sizes must be counted and never believed.
 * @throws FileRefused FILE_CORRUPT, FILE_ENCRYPTED (zip encryption), FILE_ZIP_BOMB (entries, size, ratio, overlap)
 */
export async function openArchive(file: Buffer, limits: ReaderLimits): Promise<Archive> {
  const entries = await readDirectory(file, limits);
  const parts = new Map<string, ArchivePart>();
  const spans: { start: number; end: number }[] = [];
  // Declared sizes are a lower bound on the mischief only: they refuse early, the counter in `inflate` decides.
  let declared = 0;
  const inflatedByPart = new Map<string, number>();

  for (const entry of entries) {
    const key = entry.fileName.toLowerCase();
    if (isUnsafe(entry.fileName)) throw corrupt('压缩包里有不安全的文件名');
    if (parts.has(key)) throw corrupt('压缩包里有同名的部分');
    if (entry.isEncrypted()) throw new FileRefused('FILE_ENCRYPTED');
    const data = localHeader(file, entry);
    spans.push({ start: entry.relativeOffsetOfLocalHeader, end: data.end });
    declared += entry.uncompressedSize;
    parts.set(key, {
      name: entry.fileName,
      read: () => inflate(file.subarray(data.start, data.end), data, entry, limits, inflatedByPart),
    });
  }
  // Aliased or nested entries: a small file would inflate without end.
  spans.sort((a, b) => a.start - b.start);
  for (let i = 1; i < spans.length; i++) {
    if ((spans[i]?.start ?? 0) < (spans[i - 1]?.end ?? 0)) throw bomb('压缩包里的内容互相重叠');
  }
  if (!entries.every((entry) => hasOwnName(file, entry))) throw corrupt('压缩包的目录与内容不一致');
  if (declared > limits.inflatedBytes) throw bomb('解压后的大小');
  if (declared > ARCHIVE_RATIO_FLOOR && declared > file.length * limits.ratio) throw bomb('压缩比');
  return { part: (name) => parts.get(name.toLowerCase()), names: entries.map((entry) => entry.fileName) };
}

export function bomb(reason: string): FileRefused {
  return new FileRefused('FILE_ZIP_BOMB', { reason });
}

function readDirectory(file: Buffer, limits: ReaderLimits): Promise<Entry[]> {
  return new Promise((resolve, reject) => {
    const damaged = (error: Error) =>
      // yauzl names no codes; strong encryption is the one message that means something else than damage.
      reject(error.message.includes('encryption') ? new FileRefused('FILE_ENCRYPTED') : corrupt('压缩包不完整'));
    // validateEntrySizes would trust declared sizes; names are checked by isUnsafe as well.
    fromBuffer(file, { lazyEntries: true, validateEntrySizes: false }, (error, zip: ZipFile) => {
      if (error) return damaged(error);
      if (zip.entryCount > limits.entries) return reject(bomb('内部文件过多'));
      const entries: Entry[] = [];
      zip.on('error', damaged);
      zip.on('entry', (entry: Entry) => {
        entries.push(entry);
        zip.readEntry();
      });
      zip.on('end', () => resolve(entries));
      zip.readEntry();
    });
  });
}

interface LocalHeader {
  /** Where the compressed bytes lie. */
  readonly start: number;
  readonly end: number;
  /**
   * Whether it says what the directory says, as far as it says anything (streamed archives leave sizes to a descriptor
   * behind the data): readers differ in which of the two they believe. Asked last, so that a bomb is called a bomb.
   */
  readonly agrees: boolean;
}

function localHeader(file: Buffer, entry: Entry): LocalHeader {
  const at = entry.relativeOffsetOfLocalHeader;
  if (at + 30 > file.length || file.readUInt32LE(at) !== 0x04034b50) throw corrupt('压缩包不完整');
  const nameLength = file.readUInt16LE(at + 26);
  const start = at + 30 + nameLength + file.readUInt16LE(at + 28);
  const end = start + entry.compressedSize;
  if (end > file.length) throw corrupt('压缩包不完整');
  const says = (offset: number, value: number) => [0, 0xffffffff, value].includes(file.readUInt32LE(at + offset));
  const streamed = (file.readUInt16LE(at + 6) & 8) !== 0;
  const sizes = says(14, entry.crc32) && says(18, entry.compressedSize) && says(22, entry.uncompressedSize);
  return { start, end, agrees: file.readUInt16LE(at + 8) === entry.compressionMethod && (streamed || sizes) };
}

/** The local header must carry the same name as the directory: readers differ in which of the two they believe. */
function hasOwnName(file: Buffer, entry: Entry): boolean {
  const at = entry.relativeOffsetOfLocalHeader;
  return file.subarray(at + 30, at + 30 + file.readUInt16LE(at + 26)).equals(entry.fileNameRaw);
}

function isUnsafe(name: string): boolean {
  const segments = name.replace(/\/$/, '').split('/');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in a part name are what is refused here
  return /^[a-zA-Z]:|[\u0000-\u001f\\]/.test(name) || segments.some((part) => ['', '.', '..'].includes(part));
}

async function* inflate(
  compressed: Buffer,
  local: LocalHeader,
  entry: Entry,
  limits: ReaderLimits,
  inflatedByPart: Map<string, number>,
): AsyncGenerator<Buffer, void, undefined> {
  let count = 0;
  let crc = 0;
  let others = 0;
  for (const [name, bytes] of inflatedByPart) if (name !== entry.fileName) others += bytes;

  for await (const chunk of inflatedChunks(compressed, entry.compressionMethod)) {
    count += chunk.length;
    if (count + others > limits.inflatedBytes) throw bomb('解压后的大小');
    if (count > limits.ratioFloorBytes && count > compressed.length * limits.ratio) throw bomb('压缩比');
    if (count > (inflatedByPart.get(entry.fileName) ?? 0)) inflatedByPart.set(entry.fileName, count);
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (count !== entry.uncompressedSize || crc !== entry.crc32) throw corrupt('校验码不符');
  if (!local.agrees) throw corrupt('压缩包的目录与内容不一致');
}

async function* inflatedChunks(compressed: Buffer, method: number): AsyncGenerator<Buffer, void, undefined> {
  if (method === STORED) {
    for (let at = 0; at < compressed.length; at += INFLATE_CHUNK) yield compressed.subarray(at, at + INFLATE_CHUNK);
    return;
  }
  if (method !== DEFLATED) throw corrupt('压缩方式不支持');
  // Room for a few chunks on both sides: while one is read, zlib's thread makes the next.
  // The marks are missing from Node's types, but a zlib stream hands its options on to Transform.
  const room = { readableHighWaterMark: AHEAD * INFLATE_CHUNK, writableHighWaterMark: AHEAD * SLICE };
  const inflater = createInflateRaw({ chunkSize: INFLATE_CHUNK, ...room });
  // Slices keep back-pressure honest: a stream fed in one write would inflate all that write holds before pausing.
  let at = 0;
  const feed = () => {
    while (at < compressed.length) {
      const slice = compressed.subarray(at, at + SLICE);
      at += slice.length;
      if (!inflater.write(slice)) {
        inflater.once('drain', feed);
        return;
      }
    }
    inflater.end();
  };
  feed();
  try {
    for await (const chunk of inflater) yield chunk as Buffer;
  } catch (error) {
    throw error instanceof FileRefused ? error : corrupt('压缩数据不完整');
  } finally {
    inflater.destroy();
  }
}
