import { describe, expect, it } from 'vitest';
import { isPlausibleName } from './is-plausible-name.ts';
import { normaliseText } from './normalise-text.ts';
import { readPhoneNumber } from './phone-number.ts';

describe('isPlausibleName', () => {
  it.each([
    '何敏',
    '欧阳〇',
    '王𠮷',
    '李䶮',
    '陈㛃',
    '张𬭎',
    '阿卜杜拉·买买提',
    '古丽娜尔•艾合买提',
    'Zhang San',
    "O'Brien Mary",
    'Jean-Luc Müller Jr.',
    'نۇرگۈل',
    '佐々木希',
    '张A',
    '单',
  ])('%s is a name', (name) => {
    expect(isPlausibleName(normaliseText(name).text)).toBe(true);
  });

  it.each([
    '',
    '123',
    '张三1',
    '张三（大）',
    '=HYPERLINK("http://127.0.0.1:9/?"&D2,"点")',
    "+cmd|' /C calc'!A0",
    '-2+3',
    '@SUM(1)',
    '<img src=x onerror=alert(1)>',
    '无',
    '同上',
    'null',
    'A',
    '-',
    '张●明',
    '张\uE863',
    '张?',
    '😀',
    '\uD842',
    '长'.repeat(51),
    'x'.repeat(100_000),
  ])('%j is not', (name) => {
    expect(isPlausibleName(normaliseText(name).text)).toBe(false);
  });

  it('counts code points, not units', () => {
    expect(isPlausibleName('𠮷'.repeat(50))).toBe(true);
    expect(isPlausibleName('𠮷'.repeat(51))).toBe(false);
  });
});

describe('readPhoneNumber', () => {
  it.each([
    '13812345678',
    '138 1234 5678',
    '138-1234-5678',
    '+86 13812345678',
    '8613812345678',
    '(+86)138-1234-5678',
    '１３８１２３４５６７８',
    "'13812345678",
    '13812345678.0',
  ])('%s is one mobile number', (raw) => {
    expect(readPhoneNumber(raw)).toEqual({ phone: '13812345678', mobile: true, problem: '' });
  });

  it.each([
    ['1868543609', '现在是 10 位'],
    ['1381234567O', '里面有不是数字的字符'],
    ['12345678901', '开头不是手机号段'],
    ['0755-83282383', '现在是 12 位'],
    ['无', '里面有不是数字的字符'],
  ])('%s: %s', (raw, problem) => {
    expect(readPhoneNumber(raw)).toMatchObject({ mobile: false, problem });
  });
});
