import { corrupt } from './corrupt.ts';
import { resolveEscapes } from './escaped-text.ts';
import { FastFront } from './fast-front.ts';
import { type ArchivePart, bomb } from './open-archive.ts';
import { ownCopy } from './own-copy.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { StringItem } from './string-item.ts';
import { type SharedStrings, StringTable } from './string-table.ts';
import { StringTokenizer } from './string-tokenizer.ts';
import { type XmlAttributes, type XmlHandlers, XmlReader } from './xml-reader.ts';

/** The table is wholly in memory: any row may point anywhere, and the part may follow the sheets in the zip. */
export async function readSharedStrings(part: ArchivePart | undefined, limits: ReaderLimits): Promise<SharedStrings> {
  const table = new StringTable(limits.sharedStringUnits);
  const add = (text: string) => table.add(resolveEscapes(text));
  if (part) {
    const items = new ItemParser((text) => add(ownCopy(text)), limits);
    const units = new StringTokenizer(table, add, () => items.expectsItem);
    const front = new FastFront(new XmlReader(items), units);
    let bytes = 0;
    for await (const chunk of part.read()) {
      bytes += chunk.length;
      if (bytes > limits.sharedStringBytes) throw bomb('解压后的大小');
      front.write(chunk);
    }
    front.end();
  }
  return table;
}

/** The items that the tokenizer reads, and whether another may follow. */
class ItemParser implements XmlHandlers {
  readonly #add: (text: string) => void;
  readonly #limits: ReaderLimits;
  readonly #item = new StringItem();
  #inItem = false;
  #depth = 0;

  constructor(add: (text: string) => void, limits: ReaderLimits) {
    this.#add = add;
    this.#limits = limits;
  }

  get expectsItem(): boolean {
    return this.#depth === 1;
  }

  open(local: string, _attributes: XmlAttributes, depth: number): void {
    this.#depth = depth;
    if (depth === 2 && local === 'si') this.#inItem = true;
    else if (this.#inItem) this.#item.open(local);
  }

  close(local: string, depth: number): void {
    this.#depth = depth - 1;
    if (depth === 2 && local === 'si') {
      this.#inItem = false;
      this.#add(this.#item.take());
    } else if (this.#inItem) this.#item.close(local);
  }

  text(text: string): void {
    if (!this.#inItem) return;
    this.#item.add(text);
    if (this.#item.length > this.#limits.cellLength * 7) throw corrupt('单元格文字过长');
  }
}
