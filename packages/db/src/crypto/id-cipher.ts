import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';
import { type KeyRing, keyOf } from './key-ring.ts';

/**
 * What a sealed text is: bound into it (additional data), so that a value copied into another kind of column does not
 * open. `id-number` is shared by roster_row and person: the submission copies the ciphertext.
 */
export type SealedKind = 'id-number' | 'raw-row' | 'bank-account';

const IV = 12;
const TAG = 16;

// One call of the random source per 512 values: at 100,000 rows a call each is a tenth of the import.
const pool = Buffer.alloc(IV * 512);
let used = pool.length;

function nextIv(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += IV;
  // A copy: the pool is overwritten while a sealed value may still be in use.
  return Buffer.from(pool.subarray(used - IV, used));
}

/** AES-256-GCM: 1 byte key id, 12 bytes iv, 16 bytes tag, ciphertext. */
export function sealText(ring: KeyRing, kind: SealedKind, text: string): Buffer {
  const iv = nextIv();
  const cipher = createCipheriv('aes-256-gcm', keyOf(ring, ring.currentId), iv);
  cipher.setAAD(Buffer.from(`${ring.currentId}:${kind}`));
  const body = cipher.update(text, 'utf8');
  cipher.final();
  return Buffer.concat([Buffer.from([ring.currentId]), iv, cipher.getAuthTag(), body]);
}

/** @throws Error when the value was changed, is of another kind, or its key is not in the ring */
export function openText(ring: KeyRing, kind: SealedKind, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const id = bytes[0] ?? 0;
  if (bytes.length < 1 + IV + TAG) throw new Error('a sealed text is shorter than its head');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(ring, id), bytes.subarray(1, 1 + IV), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(`${id}:${kind}`));
  decipher.setAuthTag(bytes.subarray(1 + IV, 1 + IV + TAG));
  return decipher.update(bytes.subarray(1 + IV + TAG), undefined, 'utf8') + decipher.final('utf8');
}
