const KINDS: readonly (readonly [type: string, magic: Buffer])[] = [
  ['application/pdf', Buffer.from('%PDF-', 'latin1')],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
];

/** What the file is by its first bytes, never by its name; undefined when it is none of PDF, JPEG, PNG. */
export function sniffEvidence(head: Uint8Array): string | undefined {
  return KINDS.find(([, magic]) => Buffer.from(head.subarray(0, magic.length)).equals(magic))?.[0];
}
