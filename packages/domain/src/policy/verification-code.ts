/** Digits and capitals without the look-alikes 0 O 1 I. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 20;

/**
 * 核验码 of an e-policy: 100 random bits, in groups of five as it is typed. It names nobody and nothing can be guessed from it.
 * @param random at least 20 random bytes
 */
export function makeVerificationCode(random: Uint8Array): string {
  if (random.length < LENGTH) throw new RangeError(`a verification code needs ${LENGTH} random bytes`);
  const characters = Array.from(random.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]);
  return grouped(characters.join(''));
}

/** A code as people type it: lower case, full width, with or without dashes. Undefined when it is none. */
export function readVerificationCode(text: string): string | undefined {
  const plain = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—]/g, '');
  const fits = plain.length === LENGTH && [...plain].every((one) => ALPHABET.includes(one));
  return fits ? grouped(plain) : undefined;
}

const grouped = (plain: string): string => (plain.match(/.{5}/g) ?? []).join('-');
