import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFen, formatYuan, parseYuan, toChineseAmount } from './money.ts';

/** Reads 大写 back, by the value of each word; the only thing it shares with the writer is the language. */
function readChineseAmount(words: string): number {
  const digits = '零壹贰叁肆伍陆柒捌玖';
  let section = 0;
  let digit = 0;
  let high = 0;
  let fen = 0;
  for (const word of words) {
    if (digits.includes(word)) digit = digits.indexOf(word);
    else if ('拾佰仟'.includes(word)) {
      section += digit * 10 ** ('拾佰仟'.indexOf(word) + 1);
      digit = 0;
    } else if (word === '万' || word === '亿') {
      section += digit;
      digit = 0;
      if (word === '万') section *= 10_000;
      if (word === '亿') {
        high = (high + section) * 100_000_000;
        section = 0;
      } else {
        high += section;
        section = 0;
      }
    } else if (word === '元') {
      fen += (high + section + digit) * 100;
      digit = 0;
    } else if (word === '角') {
      fen += digit * 10;
      digit = 0;
    } else if (word === '分') fen += digit;
  }
  return fen;
}

describe('toChineseAmount', () => {
  it.each([
    [0, '零元整'],
    [1, '壹分'],
    [10, '壹角整'],
    [15, '壹角伍分'],
    [100, '壹元整'],
    [101, '壹元零壹分'],
    [110, '壹元壹角整'],
    [1_000, '壹拾元整'],
    [3_726, '叁拾柒元贰角陆分'],
    [10_100, '壹佰零壹元整'],
    [140_950, '壹仟肆佰零玖元伍角整'],
    [600_714, '陆仟零柒元壹角肆分'],
    [168_032, '壹仟陆佰捌拾元零叁角贰分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    [1_000_000, '壹万元整'],
    [1_000_100, '壹万零壹元整'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [21_936_000, '贰拾壹万玖仟叁佰陆拾元整'],
    [100_000_100, '壹佰万零壹元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_000_100, '壹亿零壹元整'],
    [10_001_000_000, '壹亿零壹万元整'],
    [100_000_100_000, '壹拾亿零壹仟元整'],
  ])('%i fen is %s', (amount, words) => {
    expect(toChineseAmount(amount)).toBe(words);
  });

  it('can be read back, and never doubles a zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (amount) => {
        const words = toChineseAmount(amount);
        expect(words).not.toMatch(/零零|零[拾佰仟万亿]|^零(?!元整$)/);
        expect(readChineseAmount(words)).toBe(amount);
      }),
    );
  });

  it('refuses what is no amount', () => {
    for (const amount of [-1, 1.5, Number.NaN, 2 ** 53]) expect(() => toChineseAmount(amount)).toThrow(RangeError);
  });
});

it('formats with thousands and two places', () => {
  expect([0, 5, 100, 12_345, 100_000, 21_936_000, 123_456_789_012].map(formatFen)).toEqual([
    '0.00',
    '0.05',
    '1.00',
    '123.45',
    '1,000.00',
    '219,360.00',
    '1,234,567,890.12',
  ]);
  expect(formatYuan(3_726)).toBe('¥37.26');
});

it('reads what people type, and nothing else', () => {
  expect(['160', '1,600.5', '¥ 219,360.00', '￥８０．００元', '0.01'].map(parseYuan)).toEqual([
    16_000, 160_050, 21_936_000, 8_000, 1,
  ]);
  expect(['', '-1', '1.234', '1e3', '一百', '0x10', '1.', '9999999999'].map(parseYuan)).toEqual(
    Array(8).fill(undefined),
  );
});
