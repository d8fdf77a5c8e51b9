import { type EvidenceFault, inspectEvidence, MOST_MEGAPIXELS } from '@huzhu/documents/evidence/inspect-evidence';
import { DomainError } from '@huzhu/domain/error/domain-error';
import { readWholeFile } from '@huzhu/files/read-file';
import type { Services } from '../services.ts';

const FAULTS = {
  type: () => new DomainError('EVIDENCE_TYPE'),
  pixels: () => new DomainError('EVIDENCE_PIXELS', { megapixels: MOST_MEGAPIXELS }),
  unsafe: () => new DomainError('EVIDENCE_UNSAFE'),
} as const satisfies Record<EvidenceFault, () => DomainError>;

/**
 * What a stored upload is. Read back whole: what is hidden behind a picture does not show in its first bytes.
 * @throws EVIDENCE_TYPE, EVIDENCE_PIXELS, EVIDENCE_UNSAFE
 */
export async function typeOfPaper(services: Services, storageKey: string): Promise<string> {
  const found = await inspectEvidence(await readWholeFile(services.storage, services.fileKeys, storageKey));
  if ('fault' in found) throw FAULTS[found.fault]();
  return found.contentType;
}
