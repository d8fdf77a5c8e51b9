import { normaliseText } from './normalise-text.ts';

export type Sex = 'male' | 'female';

export const SEX_WORDS: Readonly<Record<Sex, string>> = { male: '男', female: '女' };

const SEX_OF_WORD: ReadonlyMap<string, Sex> = new Map([
  ['男', 'male'],
  ['女', 'female'],
  ['男性', 'male'],
  ['女性', 'female'],
  ['男士', 'male'],
  ['女士', 'female'],
  ['M', 'male'],
  ['F', 'female'],
  ['MALE', 'male'],
  ['FEMALE', 'female'],
]);

/**
 * The sex that a cell names; undefined when unknown. The codes 1 and 2 of GB/T 2261.1 are not read: 0/1 and 1/2 are
 * both in use, and a guess would be wrong for half of the files.
 */
export function readSex(text: string): Sex | undefined {
  return SEX_OF_WORD.get(text) ?? SEX_OF_WORD.get(normaliseText(text).text.toUpperCase());
}
