import { randomBytes, randomUUID } from 'node:crypto';
import { parseKeyRing } from '@huzhu/db/crypto/key-ring';
import { describe, expect, it } from 'vitest';
import { readRowKey, rowKeySecret, writeRowKey } from './row-key.ts';

const ring = () => ({ idHashKeys: parseKeyRing(`1:${randomBytes(32).toString('base64')}`, 'hash') });
const secret = rowKeySecret(ring());
const at = { rosterVersionId: randomUUID(), rowNumber: 1_234, lastRow: 99_999 };
const texts = { name: '王小明', idNumber: '440305199003072315', 'shares:HOSP': '2', note: ' 备注 ' } as const;
const key = writeRowKey(secret, at, texts);

describe('the key of a row', () => {
  it('tells which row of which list it is and what stood in every cell, and none of the texts', () => {
    const read = readRowKey(secret, ` ${key}\n`);
    expect(read).toMatchObject({ ...at, genuine: true });
    for (const [field, text] of Object.entries(texts)) {
      expect(read?.asDownloaded(field as keyof typeof texts, `${text}\r\n`), field).toBe(true);
      expect(read?.asDownloaded(field as keyof typeof texts, `${text}1`), field).toBe(false);
      expect(read?.asDownloaded(field as keyof typeof texts, ''), field).toBe(false);
    }
    expect(read?.asDownloaded('phone', '')).toBe(true);
    expect(read?.asDownloaded('phone', '13800000000')).toBe(false);
    expect(key).toMatch(/^[\w.-]{60,120}$/);
  });

  it('is the same for nobody else: another row, another list, another secret', () => {
    const digests = (text: string) => text.split('.')[4];
    expect(digests(writeRowKey(secret, { ...at, rowNumber: 1_235 }, texts))).not.toBe(digests(key));
    expect(digests(writeRowKey(secret, { ...at, rosterVersionId: randomUUID() }, texts))).not.toBe(digests(key));
    expect(readRowKey(rowKeySecret(ring()), key)).toMatchObject({ ...at, genuine: false });
  });

  it('is seen to be broken wherever a character of it was changed', () => {
    for (let place = 0; place < key.length; place += 1) {
      const other = key[place] === 'a' ? 'b' : 'a';
      expect(readRowKey(secret, key.slice(0, place) + other + key.slice(place + 1))?.genuine ?? false).toBe(false);
    }
    for (const text of ['', 'H1', '张三', `${key}x`, key.slice(1)]) expect(readRowKey(secret, text)).toBeUndefined();
  });
});
