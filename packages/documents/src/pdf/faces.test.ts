import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type FaceName, face, MISSING, setText, widthOf } from './faces.ts';

const NAMES: FaceName[] = ['serif', 'serif-bold', 'sans', 'sans-medium', 'sans-bold'];
const list = new URL('../../fixtures/characters/general-standard.txt', import.meta.url);

describe('faces', () => {
  it('draw every character of 通用规范汉字表', () => {
    const characters = readFileSync(list, 'utf8').replaceAll('\n', '');
    expect(new Set(characters).size).toBe(8105);
    for (const name of NAMES) expect(setText(characters, name).missing).toEqual([]);
  });

  it.each(['王𠮷', '李䶮', '陈㛃', '张𬭎', '刘𬘭', '黄𫖯', '王𬎆', '龘喆璟', '阿卜杜拉·买买提', '欧阳〇', '𠅤', '𡈽'])(
    'draw %s',
    (text) => {
      for (const name of NAMES) expect(setText(text, name).missing).toEqual([]);
    },
  );

  it('lend a character from the rare face, and its own width', () => {
    const { pieces } = setText('王𠮷平', 'serif');
    expect(pieces.map(({ text }) => text)).toEqual(['王', '𠮷', '平']);
    expect(pieces[0]?.face).toBe(face('serif'));
    expect(pieces[1]?.face.has('𠮷')).toBe(true);
    expect(face('serif').has('𠮷')).toBe(false);
    expect(widthOf('𠮷', 'serif')).toBe(1);
  });

  it('put 〓 for what none of them has, and name it', () => {
    const { pieces, missing } = setText('王\u{2F99F}\u{1F600}', 'sans');
    expect(pieces.map(({ text }) => text).join('')).toBe(`王${MISSING}${MISSING}`);
    expect(missing).toEqual([
      { position: 2, codePoint: 'U+2F99F' },
      { position: 3, codePoint: 'U+1F600' },
    ]);
  });

  it('leave out a variation selector without a word: the character before it has its usual shape', () => {
    expect(setText('葛\u{E0100}', 'sans')).toMatchObject({ pieces: [{ text: '葛' }], missing: [] });
  });
});
