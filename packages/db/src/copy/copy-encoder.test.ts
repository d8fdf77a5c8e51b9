import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CopyEncoder } from './copy-encoder.ts';

/** The value of a tuple's only column. */
function column(write: (to: CopyEncoder) => void): Buffer | null {
  const encoder = new CopyEncoder();
  encoder.row(1);
  write(encoder);
  const taken = Buffer.from(encoder.take());
  expect(taken.readInt16BE(0)).toBe(1);
  const length = taken.readInt32BE(2);
  expect(taken.length).toBe(6 + Math.max(0, length));
  return length < 0 ? null : taken.subarray(6);
}

describe('CopyEncoder', () => {
  it('writes texts as UTF-8; what Postgres or UTF-8 cannot hold becomes U+FFFD', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          expect(column((to) => to.text(text))?.toString('utf8')).toBe(
            Buffer.from(text.replaceAll('\0', '\uFFFD')).toString(),
          );
        },
      ),
    );
    expect(column((to) => to.text('𠮷a\0\ud800é'))?.toString('utf8')).toBe('𠮷a\uFFFD\uFFFDé');
  });

  it('grows with its rows, and begins anew after each batch', () => {
    const encoder = new CopyEncoder();
    const long = '参保名单'.repeat(20_000);
    for (let batch = 0; batch < 2; batch++) {
      encoder.row(2);
      encoder.text('');
      encoder.text(long);
      const taken = Buffer.from(encoder.take());
      expect(taken.subarray(10).toString('utf8')).toBe(long);
    }
    expect(encoder.take()).toHaveLength(0);
  });

  it('writes what is absent as NULL, and dates as days since 2000', () => {
    expect(column((to) => to.text(undefined))).toBeNull();
    expect(column((to) => to.bytes(undefined))).toBeNull();
    expect(column((to) => to.date(undefined))).toBeNull();
    expect(column((to) => to.integer(null))).toBeNull();
    expect(column((to) => to.date('1999-12-31' as never))?.readInt32BE()).toBe(-1);
    expect(column((to) => to.bigint(2 ** 40))?.readBigInt64BE()).toBe(2n ** 40n);
    expect(() => column((to) => to.uuid('1234'))).toThrow(RangeError);
  });
});
