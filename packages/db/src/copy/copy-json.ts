/** JSON that jsonb takes: it refuses `\\u0000` and escapes of lone surrogates, which a hostile cell may hold. */
export function copyJson(value: object): string {
  const text = JSON.stringify(value);
  // Both come out as escapes, which a backslash before a `u` gives away; without one nothing is to be replaced.
  if (!text.includes('\\u')) return text;
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'string' ? item.replace(/[\0\p{Surrogate}]/gu, '\uFFFD') : item,
  );
}
