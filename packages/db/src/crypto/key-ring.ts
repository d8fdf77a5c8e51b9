/** Keys by id. New values are made with `current`; old ones are opened with the key whose id they carry. */
export interface KeyRing {
  /** 1–255, stored in front of every value that was made with the key. */
  readonly currentId: number;
  readonly keys: ReadonlyMap<number, Uint8Array>;
}

const ENTRY = /^(\d{1,3}):([A-Za-z0-9+/]{43}=)$/;

/**
 * Reads `1:<base64 of 32 bytes>,2:<…>`; the first is current, the others open what is older (rotation).
 * @param variable name of the environment variable, for the sentence of the error; the value never appears in it
 * @throws Error with a sentence that says what is wrong with the variable
 */
export function parseKeyRing(text: string | undefined, variable: string): KeyRing {
  const keys = new Map<number, Uint8Array>();
  let currentId = 0;
  for (const [index, entry] of (text ?? '').split(',').entries()) {
    const match = ENTRY.exec(entry.trim());
    const id = Number(match?.[1]);
    if (!match || id < 1 || id > 255) {
      throw new Error(
        `${variable} must be one or more keys like 1:<base64 of 32 bytes>, separated by commas, the current one first; key ${index + 1} is not of that form.`,
      );
    }
    if (keys.has(id)) throw new Error(`${variable} names the key id ${id} twice.`);
    // Memory of its own: a ring is handed to threads, and a view of Node's pool would take its neighbours along.
    keys.set(id, Uint8Array.from(Buffer.from(match[2] ?? '', 'base64')));
    if (index === 0) currentId = id;
  }
  return { currentId, keys };
}

/** @throws Error when the ring has no such key (it was taken out too early, or the value is damaged) */
export function keyOf(ring: KeyRing, id: number): Uint8Array {
  const key = ring.keys.get(id);
  if (!key) throw new Error(`no key with id ${id} in the ring`);
  return key;
}
