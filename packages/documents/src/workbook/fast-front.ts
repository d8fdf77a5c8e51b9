import type { XmlReader } from './xml-reader.ts';

/** An element that a part repeats a hundred thousand times, taken from the bytes without a tokenizer between. */
export interface FastUnits {
  /** How each of them begins and ends: `<row ` and `</row>`. */
  readonly opening: string;
  readonly closing: string;
  /** Whether one of them may stand here, by the tags met so far. */
  expected(): boolean;
  /** Before units are taken out of these bytes. */
  begin?(bytes: Buffer, end: number): void;
  /**
   * Takes one unit that begins at `at`. The bytes after `end` are zero, as many as SPARE.
   * @returns the offset behind it; UNUSUAL when it is anything but the plain form, MORE when the bytes end before it does
   */
  take(bytes: Buffer, at: number, end: number): number;
}

/** Nothing was taken: the tokenizer is to read this one. */
export const UNUSUAL = -1;
/** Nothing was taken: the unit goes on in the next chunk. */
export const MORE = -2;
/** A unit may look so many bytes beyond the end without asking. */
export const SPARE = 64;

/** No thing that is compared or read without asking where the bytes end is longer. */
const LOOK_AHEAD = SPARE - 16;

/** A unit that is longer is left to the tokenizer, which needs no whole one. */
const LONGEST_UNIT = 256 * 1024;
/** So many unusual ones, and most of all, and no more are tried: the trying costs more than it saves. */
const PATIENCE = 1_000;

const GREATER = 0x3e;
const LESS = 0x3c;

/**
 * Stands before the tokenizer of a part and takes the plain units out of its bytes. Whatever is not plain goes through the
 * tokenizer as if nothing stood before it, byte by byte, so what the part's frame and its odd units mean is decided in
 * one place. A unit is taken only where the last byte that the tokenizer got has ended a tag and the units' parent is
 * open: in a comment, in CDATA or in an attribute that never is so.
 */
export class FastFront {
  readonly #xml: XmlReader;
  readonly #units: FastUnits;
  readonly #opening: Buffer;
  readonly #closing: Buffer;
  #work: Buffer = Buffer.allocUnsafe(0);
  /** Bytes of `#work` that no one has taken yet. */
  #kept = 0;
  #between = false;
  #tagEnded = false;
  #taken = 0;
  #unusual = 0;

  constructor(xml: XmlReader, units: FastUnits) {
    this.#xml = xml;
    this.#units = units;
    this.#opening = Buffer.from(units.opening, 'latin1');
    this.#closing = Buffer.from(units.closing, 'latin1');
  }

  write(chunk: Uint8Array): void {
    const end = this.#kept + chunk.length;
    if (this.#work.length < end + SPARE) {
      const larger = Buffer.allocUnsafe(2 * end + SPARE);
      this.#work.copy(larger, 0, 0, this.#kept);
      this.#work = larger;
    }
    this.#work.set(chunk, this.#kept);
    this.#work.fill(0, end, end + SPARE);
    this.#units.begin?.(this.#work, end);
    const at = this.#run(this.#work, end);
    this.#work.copyWithin(0, at, end);
    this.#kept = end - at;
  }

  end(): void {
    this.#feed(this.#work, 0, this.#kept);
    this.#kept = 0;
    this.#xml.end();
  }

  /** @returns the first byte that is to be seen again with the next chunk */
  #run(bytes: Buffer, end: number): number {
    let at = 0;
    while (at < end) {
      const next = this.#between ? this.#takeUnit(bytes, at, end) : this.#findUnit(bytes, at, end);
      if (next === MORE) {
        if (end - at <= LONGEST_UNIT) return at;
        this.#between = false;
        this.#feed(bytes, at, at + 1);
        at += 1;
      } else at = next;
    }
    return at;
  }

  #takeUnit(bytes: Buffer, from: number, end: number): number {
    let at = from;
    while (isBlank(bytes[at])) at += 1;
    if (at >= end) return end;
    if (!startsWith(bytes, at, this.#opening)) {
      if (end - at < this.#opening.length && bytes[at] === LESS) return at > from ? at : MORE;
      this.#between = false;
      return at;
    }
    const next = this.#units.take(bytes, at, end);
    if (next >= 0) {
      this.#taken += 1;
      return next;
    }
    if (next === MORE) return at > from ? at : MORE;
    const closing = bytes.subarray(0, end).indexOf(this.#closing, at);
    if (closing < 0) return at > from ? at : MORE;
    this.#unusual += 1;
    this.#feed(bytes, at, closing + this.#closing.length);
    this.#between = this.#mayTake();
    return closing + this.#closing.length;
  }

  /** Feeds the tokenizer up to the next place where a unit may begin. */
  #findUnit(bytes: Buffer, from: number, end: number): number {
    if (this.#unusual > PATIENCE && this.#unusual > this.#taken) {
      this.#feed(bytes, from, end);
      return end;
    }
    const at = bytes.subarray(0, end).indexOf(this.#opening, from);
    if (at < 0) {
      // The opening may be cut in two.
      const last = bytes.subarray(0, end).lastIndexOf(LESS);
      const until = last >= from && end - last < this.#opening.length ? last : end;
      if (until === from) return MORE;
      this.#feed(bytes, from, until);
      return until;
    }
    this.#feed(bytes, from, at);
    this.#between = this.#mayTake();
    if (this.#between) return at;
    this.#feed(bytes, at, at + 1);
    return at + 1;
  }

  #mayTake(): boolean {
    return this.#tagEnded && this.#xml.isUtf8 === true && this.#units.expected();
  }

  /** Gives bytes to the tokenizer and notes whether the last of them, blanks apart, has ended a tag. */
  #feed(bytes: Buffer, from: number, to: number): void {
    let last = to;
    while (last > from && isBlank(bytes[last - 1])) last -= 1;
    if (last > from && bytes[last - 1] === GREATER) {
      this.#xml.write(bytes.subarray(from, last - 1));
      const { tags } = this.#xml;
      this.#xml.write(bytes.subarray(last - 1, last));
      this.#tagEnded = this.#xml.tags > tags;
    } else if (last > from) {
      this.#tagEnded = false;
      this.#xml.write(bytes.subarray(from, last));
    }
    if (last < to) this.#xml.write(bytes.subarray(last, to));
  }
}

/** What is not as a unit expects it at `at`: perhaps only because the bytes end. */
export function failed(at: number, end: number): typeof MORE | typeof UNUSUAL {
  return at + LOOK_AHEAD > end ? MORE : UNUSUAL;
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

export function startsWith(bytes: Buffer, at: number, expected: Buffer): boolean {
  for (let index = 0; index < expected.length; index++) {
    if (bytes[at + index] !== expected[index]) return false;
  }
  return true;
}
