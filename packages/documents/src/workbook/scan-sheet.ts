import { TextDecoder } from 'node:util';
import { type CellRange, cellRange } from './cell-reference.ts';
import { corrupt } from './corrupt.ts';
import { type ArchivePart, bomb } from './open-archive.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { decoderFor } from './xml-reader.ts';

/** What must be known of a sheet before its first row can be given out. */
export interface SheetScan {
  /** In the order of the file. `mergeCells` stands after `sheetData`, the rows it fills before it. */
  readonly merges: readonly CellRange[];
  /** Rows that are not empty elements: an upper bound of the rows with content, exact in ordinary files. */
  readonly filledRows: number;
}

const MERGE = /<(?:[^\s<>/:]+:)?mergeCell\s[^>]*?\bref\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ROW_END = /<\/(?:[^\s<>/:]+:)?row\s*>/g;
const MAX_CARRY = 4 * 1024 * 1024;

/**
 * First of two passes over a sheet: inflates the whole part, so that its size and CRC are proven before a row is
 * given out, and finds the merges. Inflating twice costs about a tenth of parsing; the alternatives (rows kept in
 * memory, or merged cells patched afterwards) are not bounded. The second pass checks that it met the same merges,
 * so text that only looks like a merge (in a comment) cannot slip one in.
 */
export async function scanSheet(part: ArchivePart, limits: ReaderLimits): Promise<SheetScan> {
  const merges: CellRange[] = [];
  let filledRows = 0;
  let decoder: TextDecoder | undefined;
  let carry = '';

  for await (const chunk of part.read()) {
    decoder ??= new TextDecoder(decoderFor(chunk).encoding);
    const text = carry + decoder.decode(chunk, { stream: true });
    const cut = text.lastIndexOf('>') + 1;
    carry = text.slice(cut);
    if (carry.length > MAX_CARRY) throw bomb('单个内容过长');
    const whole = text.slice(0, cut);
    filledRows += whole.match(ROW_END)?.length ?? 0;
    if (!whole.includes('mergeCell')) continue;
    for (const match of whole.matchAll(MERGE)) {
      merges.push(cellRange(match[1] ?? match[2] ?? ''));
      if (merges.length > limits.merges) throw bomb('合并单元格过多');
    }
  }
  if (!decoder) throw corrupt('工作表是空的');
  return { merges, filledRows };
}
