/**
 * Letters of any script with their marks (Han of every plane, 〇, Latin, Uyghur …) and what stands between parts of a
 * name: · space - ' ’ . and comma. Not the private use area: such a character is only a picture of one machine's font.
 */
const FORM = /^[\p{L}\p{Script=Han}][\p{L}\p{M}\p{Script=Han}·\-'’., ]*$/u;
/** Most names: two to four Han characters. */
const COMMON = /^[\u4E00-\u9FFF]{2,4}$/;
const LATIN_ALONE = /^[\p{Script=Latin}]$/u;

/** The longest name that a document of domain.md can bear, with room; in code points. */
export const LONGEST_NAME = 50;

/** Words that people put where a name is not known. */
const PLACEHOLDERS: ReadonlySet<string> = new Set([
  '无',
  '暂无',
  '同上',
  '未知',
  '不详',
  '待定',
  '待补',
  '姓名',
  'NULL',
  'NONE',
  'NA',
  'NAN',
  'TRUE',
  'FALSE',
  'UNDEFINED',
]);

/** Whether a normalised text can be a person's name. Digits, brackets, signs of formulas and mark-up are refused. */
export function isPlausibleName(name: string): boolean {
  if (COMMON.test(name)) return !PLACEHOLDERS.has(name);
  if (name.length > LONGEST_NAME * 2 || [...name].length > LONGEST_NAME) return false;
  return FORM.test(name) && !LATIN_ALONE.test(name) && !PLACEHOLDERS.has(name.toUpperCase());
}
