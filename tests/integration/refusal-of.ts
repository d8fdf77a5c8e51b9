import type { ApiClient } from './api-client.ts';

export interface Refusal {
  readonly status: number;
  readonly code: string | undefined;
  readonly sentence: string | undefined;
  readonly text: string;
}

export async function refusalOf(response: Response | Promise<Response>): Promise<Refusal> {
  const settled = await response;
  const text = await settled.text();
  const body = JSON.parse(text) as {
    code?: string;
    sentence?: string;
    error?: { data: { domainCode: string; sentence: string } };
  };
  return {
    status: settled.status,
    code: body.code ?? body.error?.data.domainCode,
    sentence: body.sentence ?? body.error?.data.sentence,
    text: text.replace(/R-[0-9A-Z]{8}/g, 'R-'),
  };
}

export function call(client: ApiClient, path: string, input: unknown, headers: Record<string, string> = {}) {
  return client.fetch(`/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });
}
