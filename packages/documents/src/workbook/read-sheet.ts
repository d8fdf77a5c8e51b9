import type { SheetRow } from '@huzhu/domain/roster/match-header';
import type { RawCell } from '@huzhu/domain/roster/roster-row';
import { blankStripper } from './blank-stripper.ts';
import type { CellRange } from './cell-reference.ts';
import { corrupt } from './corrupt.ts';
import type { ArchivePart } from './open-archive.ts';
import type { CellContext } from './raw-cell.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { RowAssembler } from './row-assembler.ts';
import type { SheetScan } from './scan-sheet.ts';
import { SheetParser, type SheetSink } from './sheet-parser.ts';
import { XmlReader } from './xml-reader.ts';

/**
 * Second pass over a sheet: its rows with content, in batches of whatever one chunk of the part held, in file order.
 * Empty rows cost one flag. The consumer may stop early; only a run to the end has proven that the sheet is whole.
 * @throws FileRefused FILE_CORRUPT (XML, references, a row or cell given twice), FILE_ZIP_BOMB (too many cells)
 */
export async function* readSheet(
  part: ArchivePart,
  scan: SheetScan,
  context: CellContext,
  limits: ReaderLimits,
): AsyncGenerator<SheetRow[], void, undefined> {
  const rows = new RowQueue(scan, limits);
  const parser = new SheetParser(rows, context, limits);
  const xml = new XmlReader(parser, blankStripper());
  for await (const chunk of part.read()) {
    xml.write(chunk);
    const batch = rows.take();
    if (batch.length > 0) yield batch;
  }
  xml.end();
  parser.finish();
  rows.finish();
  const batch = rows.take();
  if (batch.length > 0) yield batch;
}

/** Rows as they come, with the merges that the first pass has found; the second must meet the same. */
class RowQueue implements SheetSink {
  readonly #scan: SheetScan;
  readonly #assembler: RowAssembler;
  #queue: SheetRow[] = [];
  #mergesMet = 0;

  constructor(scan: SheetScan, limits: ReaderLimits) {
    this.#scan = scan;
    this.#assembler = new RowAssembler(scan.merges, limits);
  }

  row(number: number, hidden: boolean, cells: Map<number, RawCell>): void {
    this.#queue.push(this.#assembler.assemble(number, hidden, cells));
  }

  merge(met: CellRange): void {
    const known = this.#scan.merges[this.#mergesMet];
    this.#mergesMet += 1;
    const same = known?.top === met.top && known.left === met.left;
    if (!same || known.bottom !== met.bottom || known.right !== met.right) throw corrupt('合并区域不一致');
  }

  take(): SheetRow[] {
    const batch = this.#queue;
    this.#queue = [];
    return batch;
  }

  finish(): void {
    if (this.#mergesMet !== this.#scan.merges.length) throw corrupt('合并区域不一致');
  }
}
