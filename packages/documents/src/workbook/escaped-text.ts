const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;
const LONE_SURROGATE_OR_NUL = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\0/g;

/**
 * Resolves `_xHHHH_` of ST_Xstring (ECMA-376 22.9.2.19): a carriage return is `_x000D_`, a literal `_x` is `_x005F_x`.
 * What cannot be a character on its own (half a surrogate pair, NUL) becomes U+FFFD, which no name rule accepts:
 * the row is shown as wrong instead of being stored cut short.
 */
export function resolveEscapes(text: string): string {
  if (!text.includes('_x')) return text;
  const resolved = text.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return resolved.replace(LONE_SURROGATE_OR_NUL, '\uFFFD');
}

/** Whatever makes a text more than the bytes that stand in the XML: markup, white space at an end, controls, surrogates, escapes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what XML 1.0 cannot hold
const SPECIAL = /[<>&\u0000-\u001F\uD800-\uDFFF\uFFFE\uFFFF]|_x[0-9A-Fa-f]{4}|^\s|\s$/;
/**
 * Characters that XML 1.0 cannot hold, the carriage return, which every XML reader makes a line feed, and an underscore with which the
 * reader would begin an escape: one of the text's own, or one that ends in the underscore of the escape written behind it.
 */
const UNWRITABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what XML 1.0 cannot hold
  /_(?=x[0-9A-Fa-f]{4}[_\u0001-\u0008\u000B-\u001F\uFFFE\uFFFF])|[\u0001-\u0008\u000B-\u001F\uFFFE\uFFFF]/g;
const MARKUP = /[<>&]/g;
const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/**
 * The text of a `<t>`, as XML: `resolveEscapes` of what an XML reader gives is the text again, but for half a surrogate pair and NUL,
 * which become U+FFFD here already. Undefined when the text can stand as it is, which nearly all do.
 */
export function escapeText(text: string): string | undefined {
  if (!SPECIAL.test(text)) return undefined;
  return text
    .replace(LONE_SURROGATE_OR_NUL, '\uFFFD')
    .replace(UNWRITABLE, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(MARKUP, (character) => ENTITIES[character] as string);
}
