import { hash } from 'node:crypto';
import { type KeyRing, keyOf } from './key-ring.ts';

const BLOCK = 64;

/**
 * A function that hashes person keys: 1 byte key id and HMAC-SHA-256 (RFC 2104).
 * Two one-shot hashes over padded key blocks, because createHmac is six times slower at 100,000 rows (performance.md);
 * a test compares the two. Person keys are the normalised `documentType:number`, never a name.
 * Always the current key: a look-up finds one spelling only, so rotation of this ring means hashing anew.
 */
export function createIdHasher(ring: KeyRing): (personKey: string) => Buffer {
  const key = keyOf(ring, ring.currentId);
  const inner = Buffer.alloc(BLOCK + 512);
  const outer = Buffer.alloc(BLOCK + 32);
  for (let i = 0; i < BLOCK; i += 1) {
    const byte = key[i] ?? 0;
    inner[i] = byte ^ 0x36;
    outer[i] = byte ^ 0x5c;
  }
  return (personKey) => {
    const length = inner.write(personKey, BLOCK, 'utf8');
    if (length === 0 || Buffer.byteLength(personKey) !== length) {
      throw new RangeError('a person key has 1 to 512 bytes');
    }
    // As a string of bytes (Node's `binary` is latin1): a Buffer from outside V8's heap for each digest costs five times the hash.
    outer.write(hash('sha256', inner.subarray(0, BLOCK + length), 'binary'), BLOCK, 'latin1');
    const result = Buffer.allocUnsafe(33);
    result[0] = ring.currentId;
    result.write(hash('sha256', outer, 'binary'), 1, 'latin1');
    return result;
  };
}
