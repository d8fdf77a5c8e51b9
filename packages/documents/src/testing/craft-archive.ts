import { crc32, deflateRawSync } from 'node:zlib';

export interface CraftedEntry {
  readonly name: string;
  readonly data: string | Buffer;
  /** General purpose flags; bit 0 says encrypted. */
  readonly flags?: number;
  /** Write sizes and offset as zip64 extra fields, the old fields full. */
  readonly zip64?: boolean;
  /** 0 stores the bytes; anything but 8 and 0 is only said. */
  readonly method?: number;
  /** What the local header says where it differs from the directory. */
  readonly local?: { readonly name?: string; readonly method?: number; readonly whole?: number };
  /** What the directory says where it lies. */
  readonly declared?: { readonly crc?: number; readonly whole?: number; readonly packed?: number };
}

/** Writes a zip byte by byte: what a well-behaved library refuses to write is what the reader must meet. */
export function craftArchive(entries: readonly CraftedEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const data = Buffer.from(entry.data);
    const method = entry.method ?? 8;
    const packed = method === 0 ? data : deflateRawSync(data);
    const name = Buffer.from(entry.name, 'utf8');
    const localName = Buffer.from(entry.local?.name ?? entry.name, 'utf8');
    const flags = (entry.flags ?? 0) | 0x800;
    const sizes = { crc: crc32(data), packed: packed.length, whole: data.length, ...entry.declared };

    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(45, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(entry.local?.method ?? method, 8);
    local.writeUInt32LE(sizes.crc, 14);
    local.writeUInt32LE(sizes.packed, 18);
    local.writeUInt32LE(entry.local?.whole ?? sizes.whole, 22);
    local.writeUInt16LE(localName.length, 26);
    locals.push(local, localName, packed);

    const extra = entry.zip64 ? zip64Extra(sizes.whole, sizes.packed, offset) : Buffer.alloc(0);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(45, 4);
    central.writeUInt16LE(45, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(sizes.crc, 16);
    central.writeUInt32LE(entry.zip64 ? 0xffffffff : sizes.packed, 20);
    central.writeUInt32LE(entry.zip64 ? 0xffffffff : sizes.whole, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt32LE(entry.zip64 ? 0xffffffff : offset, 42);
    directory.push(central, name, extra);
    offset += 30 + localName.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, end]);
}

function zip64Extra(whole: number, packed: number, offset: number): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(whole), 4);
  extra.writeBigUInt64LE(BigInt(packed), 12);
  extra.writeBigUInt64LE(BigInt(offset), 20);
  return extra;
}
