import { FileRefused } from '@huzhu/domain/roster/file-refusal';
import { blankStripper } from './blank-stripper.ts';
import { CellStore, type StoreBudget, StoreFull } from './cell-store.ts';
import { FastFront } from './fast-front.ts';
import type { ArchivePart } from './open-archive.ts';
import type { CellContext } from './raw-cell.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { RowTokenizer } from './row-tokenizer.ts';
import { SheetParser } from './sheet-parser.ts';
import { XmlReader } from './xml-reader.ts';

const LESS = 0x3c;
const EXCLAMATION = 0x21;

/**
 * The whole sheet in one pass, its plain rows straight from the bytes.
 * @returns the cells, proven whole; undefined when the sheet is too large to keep, has comments, or seems damaged: the two
 *   passes of scanSheet and readSheet, which take any sheet, say then what it is
 */
export async function tokenizeSheet(
  part: ArchivePart,
  context: CellContext,
  limits: ReaderLimits,
  budget: StoreBudget,
): Promise<CellStore | undefined> {
  const store = new CellStore(context, limits, budget);
  const parser = new SheetParser(store, context, limits);
  const xml = new WatchedReader(parser, blankStripper());
  const front = new FastFront(xml, new RowTokenizer(store, parser));
  try {
    for await (const chunk of part.read()) {
      front.write(chunk);
      if (xml.hasComment) return undefined;
    }
    front.end();
    parser.finish();
  } catch (error) {
    if (error instanceof FileRefused || error instanceof StoreFull) return undefined;
    throw error;
  }
  if (xml.hasComment || parser.strayMerge) return undefined;
  store.close();
  return store;
}

/** Notes a `<!`: what stands in a comment is text to the first of two passes and nothing to the second. */
class WatchedReader extends XmlReader {
  hasComment = false;
  #lastIsLess = false;

  override write(bytes: Uint8Array): void {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if ((this.#lastIsLess && bytes[0] === EXCLAMATION) || buffer.includes('<!')) this.hasComment = true;
    if (bytes.length > 0) this.#lastIsLess = bytes[bytes.length - 1] === LESS;
    super.write(bytes);
  }
}
