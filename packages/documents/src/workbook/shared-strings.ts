import { corrupt } from './corrupt.ts';
import { resolveEscapes } from './escaped-text.ts';
import { FastFront } from './fast-front.ts';
import { type ArchivePart, bomb } from './open-archive.ts';
import { ownCopy } from './own-copy.ts';
import type { ReaderLimits } from './reader-limits.ts';
import { StringItem } from './string-item.ts';
import { StringTokenizer } from './string-tokenizer.ts';
import { type XmlAttributes, type XmlHandlers, XmlReader } from './xml-reader.ts';

/** What V8 keeps beside the characters of a short text, in units. */
const UNITS_PER_STRING = 16;

/** Text by index; throws FILE_CORRUPT where a cell points at nothing. */
export type SharedStrings = (index: number) => string;

/** The table is wholly in memory: any row may point anywhere, and the part may follow the sheets in the zip. */
export async function readSharedStrings(part: ArchivePart | undefined, limits: ReaderLimits): Promise<SharedStrings> {
  const strings: string[] = [];
  let units = 0;
  const add = (text: string) => {
    const resolved = resolveEscapes(text);
    units += resolved.length + UNITS_PER_STRING;
    if (units > limits.sharedStringUnits) throw bomb('文字过多');
    strings.push(resolved);
  };
  if (part) {
    const items = new ItemParser((text) => add(ownCopy(text)), limits);
    const front = new FastFront(new XmlReader(items), new StringTokenizer(add, () => items.expectsItem));
    let bytes = 0;
    for await (const chunk of part.read()) {
      bytes += chunk.length;
      if (bytes > limits.sharedStringBytes) throw bomb('解压后的大小');
      front.write(chunk);
    }
    front.end();
  }
  return (index) => {
    const text = strings[index];
    if (text === undefined) throw corrupt('缺少共享字符串');
    return text;
  };
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
