import { isBlank } from './blank-text.ts';
import { corrupt } from './corrupt.ts';
import { bomb } from './open-archive.ts';

/** Texts by index. All throw FILE_CORRUPT where a cell points at nothing. */
export interface SharedStrings {
  text(index: number): string;
  /** Of the text, in UTF-16 units. */
  length(index: number): number;
  /** Whether a cell that holds it counts as blank. */
  isBlank(index: number): boolean;
}

/** What V8 keeps beside the characters of a short text, in units. */
const UNITS_PER_STRING = 16;
const FIRST_SIZE = 4_096;
const WHOLE = 0xffffffff;

/**
 * The table of shared strings. Numbers, dates and Latin words are kept as places in the blocks of the file that they stand in: most
 * of them are asked for once, when a row is given out, and hundreds of thousands of texts in V8's heap are moved about
 * until then.
 * @throws FileRefused FILE_ZIP_BOMB when there is more text than `units` allows
 */
export class StringTable implements SharedStrings {
  readonly #limit: number;
  readonly #blocks: string[] = [];
  readonly #whole: string[] = [];
  readonly #blank = new Set<number>();
  #block = new Uint32Array(FIRST_SIZE);
  /** In the block, or the place in `#whole`. */
  #start = new Uint32Array(FIRST_SIZE);
  #length = new Uint32Array(FIRST_SIZE);
  #count = 0;
  #units = 0;

  constructor(units: number) {
    this.#limit = units;
  }

  /** A text that stands in a block from `from` to `to`. */
  addCut(block: string, from: number, to: number): void {
    if (this.#blocks.at(-1) !== block) this.#blocks.push(block);
    if (to === from || block.charCodeAt(from) <= 0x20) this.#noteBlank(block.substring(from, to));
    this.#add(this.#blocks.length - 1, from, to - from);
  }

  /** A text of its own. */
  add(text: string): void {
    this.#noteBlank(text);
    this.#add(WHOLE, this.#whole.push(text) - 1, text.length);
  }

  text(index: number): string {
    const start = this.#start[this.#known(index)] as number;
    const block = this.#block[index] as number;
    if (block === WHOLE) return this.#whole[start] as string;
    return (this.#blocks[block] as string).substring(start, start + (this.#length[index] as number));
  }

  length(index: number): number {
    return this.#length[this.#known(index)] as number;
  }

  isBlank(index: number): boolean {
    return this.#blank.size > 0 && this.#blank.has(index);
  }

  #known(index: number): number {
    if (index >= this.#count) throw corrupt('缺少共享字符串');
    return index;
  }

  #noteBlank(text: string): void {
    if (isBlank(text)) this.#blank.add(this.#count);
  }

  #add(block: number, start: number, length: number): void {
    this.#units += length + UNITS_PER_STRING;
    if (this.#units > this.#limit) throw bomb('文字过多');
    if (this.#count === this.#start.length) {
      this.#block = larger(this.#block);
      this.#start = larger(this.#start);
      this.#length = larger(this.#length);
    }
    this.#block[this.#count] = block;
    this.#start[this.#count] = start;
    this.#length[this.#count] = length;
    this.#count += 1;
  }
}

function larger(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const twice = new Uint32Array(array.length * 2);
  twice.set(array);
  return twice;
}
