/** The deflated parts of a zip that exceljs or our writer made (sizes in the directory, no zip64). */
export function archiveParts(file: Buffer): { readonly name: string; readonly compressed: Buffer }[] {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const parts: { name: string; compressed: Buffer }[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const deflated = file.readUInt16LE(at + 10) === 8;
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    if (deflated) parts.push({ name, compressed: file.subarray(start, start + file.readUInt32LE(at + 20)) });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return parts;
}
