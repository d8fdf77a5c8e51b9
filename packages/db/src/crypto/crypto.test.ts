import { createHmac, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openText, sealText } from './id-cipher.ts';
import { createIdHasher } from './id-hash.ts';
import { parseKeyRing } from './key-ring.ts';

const KEY_1 = randomBytes(32).toString('base64');
const KEY_2 = randomBytes(32).toString('base64');

describe('parseKeyRing', () => {
  it('takes the first key as current and keeps the others', () => {
    const ring = parseKeyRing(`2:${KEY_2}, 1:${KEY_1}`, 'HUZHU_ID_KEYS');
    expect(ring.currentId).toBe(2);
    expect([...ring.keys.keys()]).toEqual([2, 1]);
  });

  it.each([
    undefined,
    '',
    KEY_1,
    `0:${KEY_1}`,
    `256:${KEY_1}`,
    `1:${KEY_1.slice(4)}`,
    `1:${KEY_1},`,
    `1:${KEY_1};2:${KEY_2}`,
  ])('names the variable and never the value: %#', (text) => {
    let message = '';
    try {
      parseKeyRing(text, 'HUZHU_ID_KEYS');
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('HUZHU_ID_KEYS');
    expect(message).not.toContain(KEY_1.slice(4, 20));
  });

  it('refuses one id for two keys', () => {
    expect(() => parseKeyRing(`1:${KEY_1},1:${KEY_2}`, 'HUZHU_ID_KEYS')).toThrow('twice');
  });
});

describe('sealText', () => {
  const old = parseKeyRing(`1:${KEY_1}`, 'X');
  const rotated = parseKeyRing(`2:${KEY_2},1:${KEY_1}`, 'X');

  it('opens what it sealed, also after rotation, and seals with the new key then', () => {
    const sealed = sealText(old, 'id-number', '证件 A1');
    expect(openText(rotated, 'id-number', sealed)).toBe('证件 A1');
    expect(sealText(rotated, 'id-number', 'A1')[0]).toBe(2);
    expect(openText(old, 'raw-row', sealText(old, 'raw-row', ''))).toBe('');
  });

  it('never seals alike', () => {
    const seen = new Set(
      Array.from({ length: 2000 }, () => sealText(old, 'id-number', 'A1').subarray(1, 13).toString('hex')),
    );
    expect(seen.size).toBe(2000);
  });

  it('does not open what was changed anywhere, cut, of another kind, or under an unknown key', () => {
    const sealed = sealText(old, 'id-number', 'A1234567');
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => openText(old, 'id-number', changed), `byte ${i}`).toThrow();
      expect(() => openText(old, 'id-number', sealed.subarray(0, i)), `cut at ${i}`).toThrow();
    }
    expect(() => openText(old, 'raw-row', sealed)).toThrow();
    expect(() => openText(old, 'id-number', sealText(rotated, 'id-number', 'A1'))).toThrow('no key with id 2');
  });
});

describe('createIdHasher', () => {
  const ring = parseKeyRing(`7:${KEY_1}`, 'X');
  const hashId = createIdHasher(ring);

  it('is the HMAC-SHA-256 behind its key id', () => {
    const texts = ['a', 'resident_id:11010519491231002X', '护照:E12345678', 'x'.repeat(512)];
    for (let i = 0; i < 500; i += 1) texts.push(randomBytes(1 + (i % 200)).toString('latin1'));
    for (const text of texts) {
      const expected = createHmac('sha256', Buffer.from(KEY_1, 'base64')).update(text, 'utf8').digest();
      if (Buffer.byteLength(text) <= 512) expect(hashId(text)).toEqual(Buffer.concat([Buffer.from([7]), expected]));
    }
  });

  it('refuses what it cannot hash whole', () => {
    expect(() => hashId('')).toThrow(RangeError);
    expect(() => hashId('x'.repeat(513))).toThrow(RangeError);
    expect(() => hashId('证'.repeat(171))).toThrow(RangeError);
  });
});
