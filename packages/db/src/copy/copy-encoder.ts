import type { CalendarDate } from '@huzhu/domain/calendar/calendar-date';
import { dayNumber } from '@huzhu/domain/calendar/calendar-date';
import { copyJson } from './copy-json.ts';

const FIRST_SIZE = 64 * 1024;
/** Postgres counts days from here. */
const EPOCH = dayNumber('2000-01-01' as CalendarDate);
const UUID_BYTES = 16;
const NULL = -1;
const JSONB_VERSION = 1;

/**
 * Tuples of COPY's binary format (PostgreSQL manual, COPY, File Formats), column by column in the order of the statement: half the
 * bytes of the text format where ciphers and hashes would be hex, and nothing to escape. Absent is NULL.
 *
 * Postgres' text cannot hold NUL and UTF-8 no lone surrogate: both become U+FFFD, so that a hostile cell spoils its own
 * text and not the import.
 */
export class CopyEncoder {
  /** Memory of its own, which may be handed from thread to thread; none before there is something to write. */
  #bytes = Buffer.alloc(0);
  #size = FIRST_SIZE;
  #at = 0;
  #uuid = '';
  #uuidBytes = Buffer.alloc(UUID_BYTES);

  /** Begins a tuple of so many columns. */
  row(columns: number): void {
    this.#reserve(2);
    this.#at = this.#bytes.writeInt16BE(columns, this.#at);
  }

  uuid(value: string): void {
    // Of a batch it is nearly always the same.
    if (value !== this.#uuid) {
      this.#uuid = value;
      this.#uuidBytes = Buffer.from(value.replaceAll('-', ''), 'hex');
      if (this.#uuidBytes.length !== UUID_BYTES) throw new RangeError(`not a uuid: ${value}`);
    }
    this.bytes(this.#uuidBytes);
  }

  smallint(value: number): void {
    this.#length(2);
    this.#at = this.#bytes.writeInt16BE(value, this.#at);
  }

  integer(value: number | null | undefined): void {
    if (value === null || value === undefined) {
      this.#null();
      return;
    }
    this.#length(4);
    this.#at = this.#bytes.writeInt32BE(value, this.#at);
  }

  bigint(value: number): void {
    this.#length(8);
    this.#at = this.#bytes.writeBigInt64BE(BigInt(value), this.#at);
  }

  boolean(value: boolean): void {
    this.#length(1);
    this.#at = this.#bytes.writeUInt8(value ? 1 : 0, this.#at);
  }

  date(value: CalendarDate | undefined): void {
    if (value === undefined) {
      this.#null();
      return;
    }
    this.#length(4);
    this.#at = this.#bytes.writeInt32BE(dayNumber(value) - EPOCH, this.#at);
  }

  bytes(value: Uint8Array | undefined): void {
    if (value === undefined) {
      this.#null();
      return;
    }
    this.#length(value.length);
    this.#bytes.set(value, this.#at);
    this.#at += value.length;
  }

  text(value: string | null | undefined): void {
    if (value === null || value === undefined) {
      this.#null();
      return;
    }
    const start = this.#at;
    this.#reserve(4 + value.length * 3);
    this.#at += 4;
    this.#write(value);
    this.#bytes.writeInt32BE(this.#at - start - 4, start);
  }

  /** `jsonb`. */
  json(value: object): void {
    const text = copyJson(value);
    const start = this.#at;
    this.#reserve(5 + text.length * 3);
    this.#bytes[start + 4] = JSONB_VERSION;
    this.#at += 5;
    this.#write(text);
    this.#bytes.writeInt32BE(this.#at - start - 4, start);
  }

  /** The tuples so far; the encoder begins anew. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#at);
    // The next batch is about as large.
    this.#size = Math.max(FIRST_SIZE, Math.ceil(this.#at * 1.1));
    this.#bytes = Buffer.alloc(0);
    this.#at = 0;
    return taken;
  }

  /** UTF-8 by hand: texts of a few characters are written faster than Node's own function is called. */
  #write(value: string): void {
    const bytes = this.#bytes;
    let at = this.#at;
    for (let index = 0; index < value.length; index++) {
      let code = value.charCodeAt(index);
      if (code < 0x80 && code !== 0) {
        bytes[at++] = code;
        continue;
      }
      if (code === 0 || (code & 0xf800) === 0xd800) {
        code = value.codePointAt(index) as number;
        if (code > 0xffff) {
          index += 1;
          bytes[at++] = 0xf0 | (code >> 18);
          bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
          bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
          bytes[at++] = 0x80 | (code & 0x3f);
          continue;
        }
        code = 0xfffd;
      }
      if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6);
      else {
        bytes[at++] = 0xe0 | (code >> 12);
        bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
      }
      bytes[at++] = 0x80 | (code & 0x3f);
    }
    this.#at = at;
  }

  #null(): void {
    this.#length(NULL);
  }

  /** The head of a column, and room for its value. */
  #length(length: number): void {
    this.#reserve(4 + Math.max(0, length));
    this.#at = this.#bytes.writeInt32BE(length, this.#at);
  }

  #reserve(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#size, this.#bytes.length * 2, this.#at + more));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
