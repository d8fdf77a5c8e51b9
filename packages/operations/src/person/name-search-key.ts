import { pinyin } from 'pinyin-pro';

/**
 * What a name can be found by besides its characters: pinyin from every syllable on, then the initials likewise,
 * each after a space: 张小伟 → ` zhangxiaowei xiaowei wei zxw xw w`. A query is looked for behind a space, so `an` does not find
 * 张. The surname is read as a surname (曾 zeng, 单 shan); ü is v, as input methods have it. Characters without a
 * known reading add nothing: they are found by themselves. About 5 µs a name.
 */
export function nameSearchKey(name: string): string {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true, nonZh: 'removed' })
    .map((syllable) => syllable.toLowerCase().replace(/[^a-z]/g, ''))
    .filter((syllable) => syllable !== '');
  const initials = syllables.map((syllable) => syllable.charAt(0));
  const parts = [...suffixes(syllables), ...suffixes(initials)];
  return parts.length === 0 ? '' : ` ${[...new Set(parts)].join(' ')}`;
}

/** So many names are remembered: some ten megabytes at most. */
const REMEMBERED = 50_000;

/** As nameSearchKey, for a whole list: the same names come again and again. */
export function rememberedSearchKeys(): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const key = nameSearchKey(name);
    if (known.size < REMEMBERED) known.set(name, key);
    return key;
  };
}

const suffixes = (parts: readonly string[]) => parts.map((_, index) => parts.slice(index).join(''));
