import { describe, expect, it } from 'vitest';
import { nameSearchKey } from './name-search-key.ts';

describe('nameSearchKey', () => {
  it('holds pinyin and initials from every syllable on', () => {
    expect(nameSearchKey('张小伟')).toBe(' zhangxiaowei xiaowei wei zxw xw w');
  });

  it('reads a surname as a surname, and ü as v', () => {
    expect(nameSearchKey('曾吕')).toMatch(/^ zenglv /);
    expect(nameSearchKey('单敏')).toMatch(/^ shanmin /);
  });

  it('leaves out what it cannot read', () => {
    expect(nameSearchKey('阿依·买')).toMatch(/^ ayimai /);
    expect(nameSearchKey('John')).toBe('');
    expect(nameSearchKey('')).toBe('');
  });
});
