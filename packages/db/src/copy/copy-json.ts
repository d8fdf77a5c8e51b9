const SPECIAL = /[\\\t\n\r\b\f\v]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};

/**
 * One line of COPY's text format. Absent is `\N`, bytes are hex, a text's backslashes and control characters are
 * escaped. Postgres' text cannot hold NUL and UTF-8 no lone surrogate: NUL becomes U+FFFD here, a lone surrogate does
 * when the line is encoded, so that a hostile cell spoils its own text and not the import.
 */
export function copyLine(values: readonly (string | number | boolean | Uint8Array | null | undefined)[]): string {
  let line = '';
  for (let i = 0; i < values.length; i += 1) line += (i === 0 ? '' : '\t') + copyValue(values[i]);
  return `${line}\n`;
}

/** JSON that jsonb takes: it refuses `\\u0000` and escapes of lone surrogates, which a hostile cell may hold. */
export function copyJson(value: object): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'string' ? item.replace(/[\0\p{Surrogate}]/gu, '\uFFFD') : item,
  );
}

function copyValue(value: string | number | boolean | Uint8Array | null | undefined): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'string') {
    const text = value.includes('\0') ? value.replaceAll('\0', '\uFFFD') : value;
    SPECIAL.lastIndex = 0;
    return SPECIAL.test(text) ? text.replace(SPECIAL, (character) => ESCAPES[character] as string) : text;
  }
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`;
}
