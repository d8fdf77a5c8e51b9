import { describe, expect, it } from 'vitest';
import { cleanFileName } from './clean-file-name.ts';

describe('cleanFileName', () => {
  it.each([
    ['参保名单.xlsx', '参保名单.xlsx'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\用户\\名单.xlsx', '名单.xlsx'],
    ['a\0b.xlsx', 'ab.xlsx'],
    ['a\r\nSet-Cookie: x=1.xlsx', 'aSet-Cookie_ x=1.xlsx'],
    ['名单\u202Excod.exe', '名单xcod.exe'],
    ['a\u200Bb\uFEFF.xlsx', 'ab.xlsx'],
    ['a\ud800.xlsx', 'a.xlsx'],
    ['𠮷田.xlsx', '𠮷田.xlsx'],
    ['..', '文件'],
    ['.hidden', 'hidden'],
    ['a\u3000\u00a0b .', 'a b'],
    ['', '文件'],
    ['a/', '文件'],
    ['<"x">|?*.xlsx', '__x_____.xlsx'],
  ])('%j → %j', (raw, clean) => {
    expect(cleanFileName(raw)).toBe(clean);
  });

  it('shortens to 200 characters and keeps the extension and whole characters', () => {
    const clean = cleanFileName(`${'𠮷'.repeat(10_000)}.xlsx`);
    expect([...clean]).toHaveLength(200);
    expect(clean.endsWith('𠮷.xlsx')).toBe(true);
    expect([...cleanFileName('x'.repeat(10_000))]).toHaveLength(200);
    expect([...cleanFileName(`${'x'.repeat(10_000)}.${'y'.repeat(10_000)}`)]).toHaveLength(200);
  });
});
