/** Digits and capitals without the look-alikes 0 O 1 I L: 31 characters, and 31 is prime, which the check stands on. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const BODY = 7;
export const MATCH_CODE_LENGTH = BODY + 1;

/**
 * The remittance note (附言) of a 缴费通知书 (documents.md, Decided): 7 random characters and a check character. As in
 * ISBN-10, the sum weighted 8…1 is 0 modulo 31: one wrong character or two swapped ones are always noticed.
 * @param random at least 7 random bytes
 */
export function makeMatchCode(random: Uint8Array): string {
  if (random.length < BODY) throw new RangeError(`a match code needs ${BODY} random bytes`);
  const body = Array.from(random.subarray(0, BODY), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return body + ALPHABET[(ALPHABET.length - weigh(body)) % ALPHABET.length];
}

export function isMatchCode(text: string): boolean {
  return text.length === MATCH_CODE_LENGTH && [...text].every((one) => ALPHABET.includes(one)) && weigh(text) === 0;
}

/**
 * Every match code in a bank's remark, as banks and people write it: lower case, full width, grouped by spaces or dashes,
 * with other words around it.
 */
export function findMatchCodes(remark: string): string[] {
  const plain = remark
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—·.]/g, '');
  const found = new Set<string>();
  for (let at = 0; at + MATCH_CODE_LENGTH <= plain.length; at += 1) {
    const candidate = plain.slice(at, at + MATCH_CODE_LENGTH);
    if (isMatchCode(candidate)) found.add(candidate);
  }
  return [...found];
}

function weigh(text: string): number {
  let sum = 0;
  for (let place = 0; place < text.length; place += 1) {
    sum += (MATCH_CODE_LENGTH - place) * ALPHABET.indexOf(text[place] as string);
  }
  return sum % ALPHABET.length;
}
