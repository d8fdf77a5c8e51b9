const LESS = 0x3c;
const AMPERSAND = 0x26;
const GREATER = 0x3e;
/** What a wrong byte becomes, and what XML forbids. */
const NO_CHARACTER = /[\uFFFD-\uFFFF]/;

/**
 * Character data without references, from `at` to the next `<`.
 * @returns where it ends; the complement (`~`) of the place of a reference, a control character or a `>` (`]]>` is no XML)
 */
export function plainTextEnd(bytes: Buffer, at: number): number {
  for (let index = at; ; index++) {
    const byte = bytes[index] as number;
    if (byte === LESS) return index;
    if (!isPlainByte(byte)) return ~index;
  }
}

/** Whether a byte of character data stands for itself, `<` apart. */
export function isPlainByte(byte: number): boolean {
  return byte < 0x20 ? byte === 0x09 || byte === 0x0a : byte !== AMPERSAND && byte !== GREATER;
}

/** Those bytes as text; undefined when they are no UTF-8 or a character that XML does not know. */
export function plainText(bytes: Buffer, at: number, end: number): string | undefined {
  let all = 0;
  for (let index = at; index < end; index++) all |= bytes[index] as number;
  if (all < 0x80) return bytes.toString('latin1', at, end);
  const text = bytes.toString('utf8', at, end);
  return NO_CHARACTER.test(text) ? undefined : text;
}
