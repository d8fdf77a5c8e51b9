import { pictureSize } from './picture-size.ts';
import { hasSmuggledContent } from './smuggled-content.ts';

/** A phone takes 12 to 108 million; a picture that claims more than this is made to fill a viewer's memory. */
export const MOST_MEGAPIXELS = 120;

export type EvidenceFault = 'type' | 'pixels' | 'unsafe';

const KINDS = [
  ['application/pdf', Buffer.from('%PDF-', 'latin1')],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
] as const;

/** What a file is by its bytes, never by its name, or why it is not taken as evidence. @param content all of it */
export async function inspectEvidence(
  content: Buffer,
): Promise<{ readonly contentType: string } | { readonly fault: EvidenceFault }> {
  const type = KINDS.find(([, magic]) => content.subarray(0, magic.length).equals(magic))?.[0];
  if (!type) return { fault: 'type' };
  if (type !== 'application/pdf') {
    const size = pictureSize(content, type);
    if (!size || size[0] * size[1] > MOST_MEGAPIXELS * 1_000_000) return { fault: 'pixels' };
  }
  return (await hasSmuggledContent(content, type)) ? { fault: 'unsafe' } : { contentType: type };
}
