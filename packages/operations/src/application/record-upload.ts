import { DomainError } from '@huzhu/domain/error/domain-error';
import type { Services } from '../services.ts';

/** Records a stored file; bytes that no row names afterwards are removed. @param record `joined`: it was not needed */
export async function recordUpload<Result extends { readonly joined: boolean }>(
  services: Services,
  stored: { readonly storageKey: string },
  record: () => Promise<Result>,
): Promise<Result> {
  const unneeded = () => services.storage.remove(stored.storageKey).catch(() => {});
  try {
    const result = await record();
    if (result.joined) await unneeded();
    return result;
  } catch (error) {
    // BUSY may be a connection that was lost at the commit: the row may stand, so its bytes stay.
    if (error instanceof DomainError && error.code !== 'BUSY') await unneeded();
    throw error;
  }
}
