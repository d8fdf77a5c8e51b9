import { DOCUMENT_TYPES, type DocumentType } from './document-type.ts';
import { personKey, readIdentity } from './identity.ts';

/** The person keys a whole number typed into a search field may stand for; none when it is no number of any document. */
export function possiblePersonKeys(text: string): string[] {
  // Names hold no digit: a search by name must not cost six readings.
  if (!/\d{5}/.test(text.normalize('NFKC').replace(/\s/g, ''))) return [];
  const keys = (Object.keys(DOCUMENT_TYPES) as DocumentType[]).flatMap((type) => {
    const identity = readIdentity(type, text);
    return identity.ok ? [personKey(type, identity.number)] : [];
  });
  return [...new Set(keys)];
}
