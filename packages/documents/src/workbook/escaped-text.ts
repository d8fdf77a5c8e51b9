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
