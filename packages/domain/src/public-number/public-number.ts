/**
 * Numbers that people read aloud: prefix + year + month + day + sequence + check character.
 * Database ids are never shown. The last character is ISO 7064 MOD 37,36 over letters and digits,
 * so that one mistyped or two swapped characters are noticed.
 */
export const PUBLIC_NUMBER_PREFIXES = {
  application: 'CB',
  supplement: 'BQ',
  policyChange: 'BG',
  policy: 'HZ',
  notice: 'TZ',
  refund: 'TK',
  undertaking: 'CN',
} as const;
export type PublicNumberKind = keyof typeof PUBLIC_NUMBER_PREFIXES;

/** `HZ20261201-0001K-01`: the policy's number and which 保全 of it this is; one look tells where it belongs. */
export const endorsementNumber = (policyNumber: string, sequence: number) =>
  `${policyNumber}-${String(sequence).padStart(2, '0')}`;

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** `CB20261123-0187K`. @param sequence 1-based within kind and day @param date `YYYY-MM-DD` */
export function publicNumber(kind: PublicNumberKind, date: string, sequence: number): string {
  const body = `${PUBLIC_NUMBER_PREFIXES[kind]}${date.replaceAll('-', '')}${String(sequence).padStart(4, '0')}`;
  return `${body.slice(0, 10)}-${body.slice(10)}${checkCharacter(body)}`;
}

/** Whether the check character fits; for numbers typed by hand. */
export function isPublicNumber(text: string): boolean {
  const match = /^([A-Z]{2}\d{8})-(\d{4,})([0-9A-Z])$/.exec(text);
  return match !== null && checkCharacter(`${match[1]}${match[2]}`) === match[3];
}

function checkCharacter(body: string): string {
  let product = 36;
  for (const character of body) {
    let sum = (product + ALPHABET.indexOf(character)) % 36;
    if (sum === 0) sum = 36;
    product = (sum * 2) % 37;
  }
  return ALPHABET[(37 - product) % 36] as string;
}
