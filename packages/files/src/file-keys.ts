/** Keys by id, the first current (HUZHU_FILE_KEYS; parseKeyRing in packages/db makes one). Each has 32 bytes. */
export interface FileKeys {
  readonly currentId: number;
  readonly keys: ReadonlyMap<number, Uint8Array>;
}
