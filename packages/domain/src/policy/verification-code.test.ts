import { expect, test } from 'vitest';
import { makeVerificationCode, readVerificationCode } from './verification-code.ts';

test('is read again however it is typed', () => {
  const code = makeVerificationCode(Uint8Array.from({ length: 20 }, (_, place) => place * 37));
  expect(code).toMatch(/^[2-9A-HJ-NP-Z]{5}(-[2-9A-HJ-NP-Z]{5}){3}$/);
  expect(readVerificationCode(code)).toBe(code);
  expect(readVerificationCode(code.toLowerCase().replaceAll('-', ''))).toBe(code);
  expect(readVerificationCode(` ${code.replaceAll('-', ' － ')} `)).toBe(code);
});

test('what is no code is none', () => {
  for (const text of ['', '22222-22222-22222-2222', '22222-22222-22222-222222', '00000-22222-22222-22222', "'; --"])
    expect(readVerificationCode(text)).toBeUndefined();
  expect(() => makeVerificationCode(new Uint8Array(19))).toThrow(RangeError);
});
