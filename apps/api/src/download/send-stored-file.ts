import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * A stored file under its Chinese name (RFC 6266), as it streams out of the storage. `inline` is for what the worker made itself: what
 * users sent is saved, never shown by the browser as a page of ours.
 * @param plainName for programs that read no UTF-8 names
 */
export function sendStoredFile(
  reply: FastifyReply,
  file: { readonly name: string; readonly contentType: string; readonly stream: Readable },
  plainName: string,
  way: 'attachment' | 'inline' = 'attachment',
): FastifyReply {
  return reply
    .header('content-type', file.contentType)
    .header('content-disposition', `${way}; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .send(file.stream);
}

/** `?print=1` opens a paper of ours in the browser, where it can be printed; otherwise it is saved. */
export const askedWay = (request: FastifyRequest): 'attachment' | 'inline' =>
  (request.query as { print?: unknown }).print === '1' ? 'inline' : 'attachment';
