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

/** Takes the next initialisation vector: a view of the pool, good until the next one is taken. */
function nextIv(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += IV;
  return pool.subarray(used - IV, used);
}

const HEAD = 1 + IV + TAG;

/** AES-256-GCM: 1 byte key id, 12 bytes iv, 16 bytes tag, ciphertext. */
export function sealText(ring: KeyRing, kind: SealedKind, text: string): Buffer {
  const iv = nextIv();
  const cipher = createCipheriv('aes-256-gcm', keyOf(ring, ring.currentId), iv);
  cipher.setAAD(boundTo(ring.currentId, kind));
  // As latin1, a string of bytes: a Buffer from outside V8's heap costs more than what is in it.
  const body = cipher.update(text, 'utf8', 'latin1');
  cipher.final();
  const sealed = Buffer.allocUnsafe(HEAD + body.length);
  sealed[0] = ring.currentId;
  sealed.set(iv, 1);
  sealed.set(cipher.getAuthTag(), 1 + IV);
  sealed.write(body, HEAD, 'latin1');
  return sealed;
}

const known = new Map<string, Buffer>();

function boundTo(keyId: number, kind: SealedKind): Buffer {
  const text = `${keyId}:${kind}`;
  const bytes = known.get(text) ?? Buffer.from(text);
  known.set(text, bytes);
  return bytes;
}

/** @throws Error when the value was changed, is of another kind, or its key is not in the ring */
export function openText(ring: KeyRing, kind: SealedKind, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const id = bytes[0] ?? 0;
  if (bytes.length < HEAD) throw new Error('a sealed text is shorter than its head');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(ring, id), bytes.subarray(1, 1 + IV), { authTagLength: TAG });
  decipher.setAAD(boundTo(id, kind));
  decipher.setAuthTag(bytes.subarray(1 + IV, HEAD));
  return decipher.update(bytes.subarray(HEAD), undefined, 'utf8') + decipher.final('utf8');
}
