import type { MultipartFile } from '@fastify/multipart';
import { DomainError } from '@huzhu/domain/error/domain-error';
import type { FastifyRequest } from 'fastify';

/**
 * Hands the one part `file` of a multipart request to `take`. After a refusal the rest of the body is read away: a
 * browser that still sends would never look at the answer.
 */
export async function takeUpload<Result>(
  request: FastifyRequest,
  take: (upload: { readonly stream: MultipartFile['file']; readonly name: string }) => Promise<Result>,
): Promise<Result> {
  try {
    const part = await request.file();
    if (part?.fieldname !== 'file') throw new DomainError('UPLOAD_EMPTY');
    return await take({ stream: part.file, name: part.filename });
  } catch (error) {
    request.raw.unpipe();
    request.raw.resume();
    throw error;
  }
}
