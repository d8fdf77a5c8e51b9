/** 下载模板: fetched first, so that a refusal is a sentence on the page and not a file with an error in it. */
export function downloadTemplate(number: string): Promise<void> {
  return downloadFile(`/api/applications/${number}/roster-template`, `参保名单模板-${number}.xlsx`);
}

/** @param fallback the file's name where the answer does not say it */
export async function downloadFile(path: string, fallback: string): Promise<void> {
  const answer = await fetch(path, { credentials: 'same-origin' });
  if (!answer.ok) throw await answer.json().catch(() => ({}));
  const name = fileName(answer.headers.get('content-disposition')) ?? fallback;
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the address after the click returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function fileName(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  return encoded ? decodeURIComponent(encoded) : undefined;
}
