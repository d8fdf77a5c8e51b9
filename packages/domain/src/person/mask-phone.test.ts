import { expect, test } from 'vitest';
import { maskPhone } from './mask-phone.ts';

test.each([
  ['13812342046', '138****2046'],
  ['1883456952', '188****952'],
  ['1234567', '1234567'],
  ['', ''],
])('%s is shown as %s', (phone, shown) => {
  expect(maskPhone(phone)).toBe(shown);
});
