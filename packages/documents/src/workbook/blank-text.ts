/** Nearly every text begins with a letter, a digit or a Han character, which tells it without a copy. */
export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return !((first > 0x20 && first < 0x7f) || (first >= 0x4e00 && first <= 0x9fff)) && text.trim() === '';
}
