/** Fetches first, so that a refusal is a sentence on the page and not a file with an error in it. @throws what the API said */
export async function saveFile(address: string, fallbackName: string, body?: object): Promise<void> {
  const answer = await fetch(address, {
    credentials: 'same-origin',
    ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw await answer.json().catch(() => ({}));
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = encoded ? decodeURIComponent(encoded) : fallbackName;
  link.click();
  // The browser reads the address after the click returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
