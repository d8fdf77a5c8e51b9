const LENGTH = 200;

/**
 * A user's file name for showing and for Content-Disposition: no path, no control, direction or zero-width characters,
 * none that Windows refuses, at most 200 characters with the extension kept. Never used as a name on our disk.
 */
export function cleanFileName(raw: string, fallback = '文件'): string {
  const last = raw.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Surrogate}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\p{Zs}+/gu, ' ')
    // Leading dots hide a file, trailing dots and spaces are dropped by Windows.
    .replace(/^[. ]+|[. ]+$/g, '');
  const characters = [...clean];
  if (characters.length === 0) return fallback;
  if (characters.length <= LENGTH) return clean;
  const extension = [...(/\.[\p{L}\p{N}]{1,10}$/u.exec(clean)?.[0] ?? '')];
  return [...characters.slice(0, LENGTH - extension.length), ...extension].join('');
}
