import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normaliseNumber } from './normalise-number.ts';
import { normaliseText } from './normalise-text.ts';

describe('normaliseText', () => {
  it.each([
    ['　冯志强 ', '冯志强'],
    ['王 　芳', '王芳'],
    ['\u200b李\u200e明\ufeff', '李明'],
    ['\t张三\r\n', '张三'],
    ["'张三", '张三'],
    ['＇张三', '张三'],
    ['’张三', '张三'],
    ['Zhang   San', 'Zhang San'],
    ['Ｚｈａｎｇ\u00a0San', 'Zhang San'],
    ["O'Brien", "O'Brien"],
    ['葛\u{E0100}', '葛'],
    ['\u{F9DC}', '隆'],
    ['a\u200b \u200bb', 'a b'],
    ['𠮷䶮㛃𬭎', '𠮷䶮㛃𬭎'],
    ['', ''],
    ['\u00a0\u3000\u200b', ''],
  ])('%j → %j', (raw, text) => {
    expect(normaliseText(raw)).toEqual({ text, changed: raw !== text });
  });

  it.each(['·', '•', '・', '‧', '∙', '⋅', '･', '.', '．', ' · ', '。'])('unifies the dot %j between Han', (dot) => {
    expect(normaliseText(`阿卜杜拉${dot}买买提`).text).toBe('阿卜杜拉·买买提');
  });

  it('leaves a stop that is not between Han', () => {
    expect(normaliseText('2011.4.2').text).toBe('2011.4.2');
    expect(normaliseText('J. Smith').text).toBe('J. Smith');
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (raw) => {
        const once = normaliseText(raw).text;
        expect(normaliseText(once).text).toBe(once);
      }),
    );
  });

  it('reads the dirty numbers of the fixtures as one', () => {
    for (const raw of [
      '３１０１０４１９８８０３１３０７７４',
      ' 310104 19880313 0774\u00a0',
      '\u200b310104198803130774\u200e',
      "'310104198803130774",
      '\t310104198803130774\n',
    ]) {
      expect(normaliseNumber(raw)).toBe('310104198803130774');
    }
    expect(normaliseNumber('1101051949123100２ｘ')).toBe('11010519491231002X');
  });
});
