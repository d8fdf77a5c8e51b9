import { FileRefused } from '@huzhu/domain/roster/file-refusal';

const OLE2 = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Signatures of other kinds, by their first bytes, with the name that a user knows. */
const SIGNATURES: readonly (readonly [hex: string, actual: string])[] = [
  ['25504446', ' PDF 文件'],
  ['89504e47', '图片（PNG）'],
  ['ffd8ff', '图片（JPEG）'],
  ['47494638', '图片（GIF）'],
  ['424d', '图片（BMP）'],
  ['52617221', ' RAR 压缩包'],
  ['377abcaf271c', ' 7z 压缩包'],
  ['1f8b', ' GZIP 压缩包'],
  ['7b5c727466', ' RTF 文档'],
];

/**
 * Looks at the bytes, never at the name. Returns when the file is a zip that may be an .xlsx;
 * otherwise refuses and says what the file really is.
 * @throws FileRefused FILE_NOT_XLSX, FILE_ENCRYPTED
 */
export function sniffFile(file: Buffer): void {
  if (file.length === 0) throw notXlsx('空文件');
  if (file.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))) return;
  if (file.subarray(0, 4).equals(Buffer.from('PK\x05\x06', 'latin1'))) throw notXlsx('空的 ZIP 压缩包');
  if (file.subarray(0, 8).equals(OLE2)) throw ole2(file);
  for (const [hex, actual] of SIGNATURES) {
    if (file.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'))) throw notXlsx(actual);
  }
  // Acrobat accepts a PDF whose header stands within the first 1,024 bytes.
  if (file.subarray(0, 1024).includes('%PDF-')) throw notXlsx(' PDF 文件');
  throw notXlsx(textKind(file.subarray(0, 8192)) ?? '无法识别的文件');
}

export function notXlsx(actual: string): FileRefused {
  return new FileRefused('FILE_NOT_XLSX', { actual });
}

/** An OLE2 container: an encrypted workbook (of any Office version), an old .xls, or something else of that age. */
function ole2(file: Buffer): FileRefused {
  const has = (streamName: string) => file.includes(Buffer.from(streamName, 'utf16le'));
  if (has('EncryptedPackage')) return new FileRefused('FILE_ENCRYPTED');
  if (has('Workbook') || has('Book')) return notXlsx(' Excel 97–2003 工作簿（.xls）');
  if (has('WordDocument')) return notXlsx(' Word 97–2003 文档（.doc）');
  return notXlsx('旧版 Office 文件（.xls 一类）');
}

function textKind(start: Buffer): string | undefined {
  const text = decodeStart(start);
  if (text === undefined) return undefined;
  const head = text.trimStart().slice(0, 2048).toLowerCase();
  if (head.startsWith('mime-version:')) return '网页存档（.mht）';
  if (head.startsWith('<?xml') || head.startsWith('<workbook')) {
    return head.includes('office:spreadsheet') ? ' XML 表格（Excel 2003）' : ' XML 文件';
  }
  if (head.startsWith('<')) return '网页（HTML）';
  return head.includes(',') || head.includes('\t') || head.includes(';') ? ' CSV 文本' : '文本文件';
}

/** The first characters when the bytes look like text (UTF-8, UTF-16 or GB 18030), else undefined. */
function decodeStart(start: Buffer): string | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le').decode(start);
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be').decode(start);
  // Control characters other than tab, line break, form feed: not a text.
  if (start.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte))) return undefined;
  return new TextDecoder('gb18030').decode(start[0] === 0xef ? start.subarray(3) : start);
}
