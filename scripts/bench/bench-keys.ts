import { createHash } from 'node:crypto';
import { type KeyRing, parseKeyRing } from '@huzhu/db/crypto/key-ring';

/** A key that is the same in every run, so that what is made with it can be compared. */
export function benchKeys(purpose: string): KeyRing {
  return parseKeyRing(`1:${createHash('sha256').update(purpose).digest('base64')}`, 'keys of the benchmark');
}
