import type { FastifyReply } from 'fastify';

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;

/** A file to be saved under its Chinese name (RFC 6266), never shown by the browser as a page of ours. */
export function sendFile(
  reply: FastifyReply,
  file: { readonly fileName: string; readonly format: keyof typeof TYPES; readonly content: Uint8Array },
): FastifyReply {
  return reply
    .header('content-type', TYPES[file.format])
    .header(
      'content-disposition',
      `attachment; filename="huzhu.${file.format}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
    )
    .header('cache-control', 'no-store')
    .send(Buffer.from(file.content));
}
