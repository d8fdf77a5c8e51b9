import { expect, test } from 'vitest';
import { maskIdNumber } from './identity.ts';
import { maskPair } from './mask-pair.ts';
import { maskPhone } from './mask-phone.ts';

test('two numbers side by side stand open where they differ, and hardly more', () => {
  const pair = (before: string, after: string) => maskPair(before, after, maskIdNumber);
  expect(pair('440305199003072315', '440305199003072323')).toEqual(['440***********2315', '440***********2323']);
  expect(pair('440305199003072315', '440305199103072315')).toEqual(['440******0****2315', '440******1****2315']);
  // Somebody else's number; and one that would look the same although much of it differs.
  expect(pair('440305199003072315', '110101198512128888')).toEqual(['440***********2315', '110***********8888']);
  expect(pair('440305199003072315', '440106198512132315')).toEqual(['4403*5**9*****2315', '4401*6**8*****2315']);
  expect(pair('44030519900307231', '440305199003072315')).toEqual(['440**********7231', '440***********2315']);
  expect(pair('', '440305199003072315')).toEqual(['', '440***********2315']);
  expect(maskPair('13800000000', '13900000000', maskPhone)).toEqual(['138****0000', '139****0000']);
});
